#!/usr/bin/env node
// In plain JavaScript that every Node.js reads, so that an old one is told what it lacks.
'use strict';

var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 12)) {
  process.stderr.write('token-enricher needs Node.js 22.12 or later, and this is ' + process.versions.node + ': install a newer one from https://nodejs.org.\n');
  process.exit(1);
}
// one of many programs on a developer's machine: it takes little memory rather than none of the processor
require('v8').setFlagsFromString('--optimize-for-size');
import('../lib/main.mjs');
