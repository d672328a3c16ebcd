// SPDX-License-Identifier: MIT
// Makes dist: the package as ES modules and as CommonJS, each with its types.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const compiler = 'node_modules/typescript/bin/tsc'
if (!existsSync(compiler)) {
  console.error('TypeScript is missing: run "npm ci" in sdk/js')
  process.exit(1)
}
rmSync('dist', { recursive: true, force: true })
for (const project of ['tsconfig.json', 'tsconfig.cjs.json']) {
  const { status } = spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n')
