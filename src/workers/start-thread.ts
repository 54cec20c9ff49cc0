import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a thread on a module. A thread has a compile cache of its own to turn on, and only what is loaded after that comes from
 * it: the first line is plain JavaScript, so that nothing has to be compiled, and no compiler of types loaded, before.
 */
export function startThread(program: URL, options: WorkerOptions): Worker {
  const first = `import('node:module').then(({ enableCompileCache }) => {
    enableCompileCache()
    return import(${JSON.stringify(program.href)})
  })`
  return new Worker(first, { ...options, eval: true })
}
