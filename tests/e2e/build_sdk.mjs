// SPDX-License-Identifier: GPL-3.0-or-later
// Makes sdk/js/dist, for the tests of the JavaScript client.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { sourceFile } from './program.mjs'

const sdk = sourceFile('sdk/js')
const lock = readFileSync(path.join(sdk, 'package-lock.json'), 'utf8')
const marker = path.join(sdk, 'node_modules/.installed')

function run(command, ...parameters) {
  return spawnSync(command, parameters, { cwd: sdk, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
}

if (!existsSync(marker) || readFileSync(marker, 'utf8') !== lock) {
  if (!run('npm', 'ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund')) {
    console.error('\nThe compiler of the JavaScript client could not be installed: "npm ci" failed in sdk/js.\n' +
      'It needs npm and the registry that npm is set to, once; afterwards no network. Without them: ctest -E sdk')
    process.exit(1)
  }
  writeFileSync(marker, lock)
}
if (!run('node', 'scripts/build.mjs')) process.exit(1)
