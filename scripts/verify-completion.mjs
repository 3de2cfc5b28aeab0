// Presses Tab in real shells: bash with bash-completion, zsh and fish, which it installs from Debian where they are missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tokencost-completion-'));
symlinkSync(join(root, 'bin', 'tokencost.js'), join(folder, 'tokencost'));
const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, TERM: 'dumb' };

const BASH_COMPLETION = '/usr/share/bash-completion/bash_completion';
const found = (what) => spawnSync('sh', ['-c', `command -v ${what} || test -e ${what}`]).status === 0;
const missing = Object.entries({ zsh: 'zsh', fish: 'fish', 'bash-completion': BASH_COMPLETION })
  .filter(([, what]) => !found(what))
  .map(([name]) => name);
if (missing.length > 0)
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { stdio: 'ignore' });

/** What a line leads to. A path is offered by the shell itself, so that bash has no word of ours for it. */
const LINES = [
  ['tokencost est', 'estimate'],
  ['tokencost estimate --mod', '--model'],
  ['tokencost estimate --model claude-opus-4.', 'claude-opus-4.7'],
  ['tokencost decide --evidence ', 'published'],
  ['tokencost cards val', 'validate'],
  ['tokencost completion z', 'zsh'],
  ['tokencost check --budget packag', 'package.json'],
];

const quoted = (text) => `'${text}'`;

const SHELLS = {
  bash: (line) => [
    ['bash', '-c'],
    `source ${BASH_COMPLETION}; source <(tokencost completion bash); source <(tokencost completion bash)
     line=${quoted(line)}; COMP_LINE="$line"; COMP_POINT=\${#line}; read -ra COMP_WORDS <<<"$line"
     [[ "$line" == *" " ]] && COMP_WORDS+=("")
     COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); compopt() { :; }; __tokencost_complete
     [[ \${#COMPREPLY[@]} == 0 && "$(complete -p tokencost)" == *"-o default"* ]] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[-1]}"))
     printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  zsh: (line) => [
    ['zsh', '-f', '-c'],
    `zmodload zsh/zpty; zpty -b z zsh -f -i
     zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; source <(tokencost completion zsh); setopt no_list_beep; print ready'
     heard=; until [[ "$heard" == *$'\\n'ready* ]]; do sleep .1; while zpty -r -t z part; do heard+=$part; done; done
     zpty -n -w z ${quoted(line)}$'\\t\\t'; heard=; for tick in {1..40}; do sleep .1; while zpty -r -t z part; do heard+=$part; done; done; print -r -- "$heard"`,
  ],
  fish: (line) => [
    ['fish', '--no-config', '-c'],
    `tokencost completion fish | source; complete --do-complete ${quoted(line)}`,
  ],
};

let right = 0;
for (const [shell, command] of Object.entries(SHELLS)) {
  for (const [line, expected] of LINES) {
    const [[program, ...words], script] = command(line);
    const { stdout } = spawnSync(program, [...words, script], { cwd: root, env, encoding: 'utf8' });
    if (stdout.includes(expected)) right += 1;
    else console.error(`${shell}: "${line}" does not lead to "${expected}" but to ${JSON.stringify(stdout)}`);
  }
}
rmSync(folder, { recursive: true });
const asked = Object.keys(SHELLS).length * LINES.length;
console.log(`${right} of ${asked} lines are completed in ${Object.keys(SHELLS).join(', ')}`);
process.exitCode = right === asked ? 0 : 1;
