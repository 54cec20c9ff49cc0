import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import { generatedFiles } from './generate.ts'

for (const [file, text] of Object.entries(generatedFiles())) writeFileSync(join(DICTIONARY_FOLDER, file), text)
