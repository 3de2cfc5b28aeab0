import { execFileSync } from 'node:child_process';

/** Builds once before the tests, so that the binary under test is the source under test. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
