import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Ended, ended } from '../cli/running.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What the package is made from: building a copy leaves the checkout alone. */
const SOURCES = [
  'bin',
  'dictionaries',
  'docs',
  'migrations',
  'projections',
  'src',
  'LICENSE',
  'README.md',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  'vite.program.config.ts',
]

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

/** The package as npm would publish it, installed beside its dependencies and nothing else; removed when disposed of. */
export interface PublishedPackage extends Disposable {
  /** Paths in the package, sorted. */
  readonly files: readonly string[]
  /** Size of the tarball in bytes. */
  readonly bytes: number
  /** Runs the installed program, with its own folder to work in. */
  readonly run: (...args: readonly string[]) => Promise<Ended>
}

/** Packs, as `npm publish` does, and installs without a registry. */
export async function publishedPackage(): Promise<PublishedPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'tillstream-package-'))
  const tarball = await pack(folder)
  const installed = await install(folder, tarball.filename)
  const work = join(folder, 'work')
  mkdirSync(work)
  return {
    files: tarball.files.map(({ path }) => path).toSorted(),
    bytes: tarball.size,
    run: (...args) => command(process.execPath, [join(installed, 'bin', 'tillstream.js'), ...args], work),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

interface Tarball {
  readonly filename: string
  readonly size: number
  readonly files: readonly { readonly path: string }[]
}

async function pack(folder: string): Promise<Tarball> {
  const checkout = join(folder, 'checkout')
  for (const name of SOURCES) cpSync(join(ROOT, name), join(checkout, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'), 'junction')
  const { stdout } = await command('npm', ['pack', '--json', '--offline', '--pack-destination', folder], checkout)
  return (JSON.parse(stdout) as readonly [Tarball])[0]
}

async function install(folder: string, tarball: string): Promise<string> {
  const modules = join(folder, 'node_modules')
  const installed = join(modules, 'tillstream')
  mkdirSync(installed, { recursive: true })
  const archive = join(folder, tarball)
  await command('tar', ['-xzf', archive, '-C', installed, '--strip-components', '1'], folder)
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  ) as Manifest
  for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies).filter(isInstalled)]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction')
  }
  return installed
}

/** Optional dependencies are those of the platform. */
function isInstalled(name: string): boolean {
  const place = join(ROOT, 'node_modules', name)
  return readdirSync(dirname(place)).includes(name.split('/').at(-1) ?? '')
}

/** @throws when a program that prepares the package fails. */
async function command(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const { PATH, HOME } = process.env
  const result = await ended(spawn(program, args, { cwd, env: { PATH, HOME }, stdio: ['ignore', 'pipe', 'pipe'] }))
  if (program !== process.execPath && result.code !== 0) throw new Error(`${program}: ${result.stderr}`)
  return result
}
