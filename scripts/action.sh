#!/usr/bin/env bash
# What action.yml starts: says what is missing before anything else can fail, then hands over to action.mjs.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
  printf '::error title=tokencost::%s\n' "$1"
  exit 1
}

command -v node >/dev/null || fail 'Node is not on this runner. Add a step that installs Node 20.19 or newer before this one.'

enough='var need = require(process.argv[1]).engines.node.match(/[0-9]+/g), has = process.versions.node.split(".");
process.exit(+has[0] > +need[0] || (+has[0] === +need[0] && +has[1] >= +need[1]) ? 0 : 1)'
node -e "$enough" "$home/package.json" ||
  fail "Node $(node --version) is too old. Add a step that installs Node 20.19 or newer before this one."

[ -f "$home/dist/start.cjs" ] ||
  fail 'This version of the action holds no built program (dist/). Use a release tag, such as @v0.1.0, or make one in a clone with: npm ci, npm run release. A branch does not work.'

exec node "$home/scripts/action.mjs"
