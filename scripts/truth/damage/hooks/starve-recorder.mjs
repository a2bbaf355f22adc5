/**
 * Takes every thread of libuv's pool from the mock for 22 s: each waits to open a FIFO that nobody writes to. Its event
 * loop runs on, but nothing is compressed and nothing written.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, open, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { role } from './role.mjs';

const poolThreads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
const afterMs = 5000;
const heldMs = 22_000;

function starve() {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-fifo-'));
  const fifos = Array.from({ length: poolThreads }, (_, i) => join(dir, `${i}`));
  execFileSync('mkfifo', fifos);
  let waiting = fifos.length;
  for (const fifo of fifos)
    open(fifo, constants.O_RDONLY, (error, fd) => {
      if (error === null) closeSync(fd);
      waiting -= 1;
      if (waiting === 0) rmSync(dir, { recursive: true, force: true });
    });
  setTimeout(() => {
    // Linux opens a FIFO for both ends at once without waiting; that lets the reader in.
    const writers = fifos.map((fifo) => openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK));
    setTimeout(() => writers.forEach(closeSync), 100);
  }, heldMs);
}

if (role === 'mock') setTimeout(starve, afterMs).unref();
