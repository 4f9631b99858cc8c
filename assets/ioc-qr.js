/* A QR code of a short text (ISO/IEC 18004): bytes, correction level M, versions 1 to 10. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  // By version: codewords of correction per block, then blocks as [how many, data codewords].
  const BLOCKS = [
    null, [10, [1, 16]], [16, [1, 28]], [26, [1, 44]], [18, [2, 32]], [24, [2, 43]],
    [16, [4, 27]], [18, [4, 31]], [22, [2, 38], [2, 39]], [22, [3, 36], [2, 37]], [26, [4, 43], [1, 44]],
  ];
  const CENTRES = [
    null, [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
  ];
  const MASKS = [
    (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
    (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
  ];
  const LEVEL_M = 0;

  const EXP = new Uint8Array(512);
  const LOG = new Uint8Array(256);
  for (let power = 0, value = 1; power < 255; power += 1) {
    EXP[power] = EXP[power + 255] = value;
    LOG[value] = power;
    value = (value << 1) ^ (value & 128 ? 0x11d : 0);
  }
  const times = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);

  /** The remainder of the data by the generator of this degree: its Reed–Solomon codewords. */
  function correction(data, degree) {
    let generator = [1];
    for (let root = 0; root < degree; root += 1) {
      const next = new Array(generator.length + 1).fill(0);
      generator.forEach((value, place) => {
        next[place] ^= value;
        next[place + 1] ^= times(value, EXP[root]);
      });
      generator = next;
    }
    const rest = [...data, ...new Array(degree).fill(0)];
    for (let place = 0; place < data.length; place += 1) {
      const lead = rest[place];
      if (lead) generator.forEach((value, step) => { rest[place + step] ^= times(value, lead); });
    }
    return rest.slice(data.length);
  }

  const room = (version) => BLOCKS[version].slice(1).reduce((sum, [count, size]) => sum + count * size, 0);

  /** Data and correction codewords in the order in which they are placed. */
  function codewords(bytes, version) {
    const bits = [];
    const put = (value, length) => {
      for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
    };
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach((byte) => put(byte, 8));
    const all = room(version) * 8;
    put(0, Math.min(4, all - bits.length));
    while (bits.length % 8) bits.push(0);
    for (let pad = 0xec; bits.length < all; pad ^= 0xec ^ 0x11) put(pad, 8);
    const data = [];
    for (let place = 0; place < bits.length; place += 8) data.push(parseInt(bits.slice(place, place + 8).join(""), 2));
    const [degree, ...groups] = BLOCKS[version];
    const blocks = [];
    let from = 0;
    for (const [count, size] of groups) {
      for (let number = 0; number < count; number += 1) blocks.push(data.slice(from, (from += size)));
    }
    const checks = blocks.map((block) => correction(block, degree));
    const longest = Math.max(...blocks.map((block) => block.length));
    const placed = [];
    for (let place = 0; place < longest; place += 1) for (const block of blocks) if (place < block.length) placed.push(block[place]);
    for (let place = 0; place < degree; place += 1) for (const check of checks) placed.push(check[place]);
    return placed;
  }

  /** A value followed by its remainder by a generator polynomial. */
  function checked(value, length, generator) {
    const degree = 31 - Math.clz32(generator);
    let rest = value << degree;
    for (let bit = length + degree - 1; bit >= degree; bit -= 1) if ((rest >> bit) & 1) rest ^= generator << (bit - degree);
    return (value << degree) | rest;
  }

  /** What stands where in every code of a version; null is free for data. */
  function frame(version) {
    const size = 17 + 4 * version;
    const grid = Array.from({ length: size }, () => new Array(size).fill(null));
    const set = (x, y, dark) => { if (x >= 0 && y >= 0 && x < size && y < size) grid[y][x] = dark ? 1 : 0; };
    const ring = (x, y, reach, dark) => {
      for (let dy = -reach; dy <= reach; dy += 1) for (let dx = -reach; dx <= reach; dx += 1) set(x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
    };
    for (let place = 8; place < size - 8; place += 1) {
      set(place, 6, place % 2 === 0);
      set(6, place, place % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) ring(x, y, 4, (far) => far !== 2 && far !== 4);
    const centres = CENTRES[version];
    const last = centres.length - 1;
    centres.forEach((y, row) => centres.forEach((x, column) => {
      const corner = (row === 0 && (column === 0 || column === last)) || (row === last && column === 0);
      if (!corner) ring(x, y, 2, (far) => far !== 1);
    }));
    return { size, grid, set };
  }

  function format(set, size, version, mask) {
    const bits = checked((LEVEL_M << 3) | mask, 5, 0x537) ^ 0x5412;
    for (let bit = 0; bit < 15; bit += 1) {
      const dark = (bits >> bit) & 1;
      // Beside the corner at the top left, then split between the two others.
      if (bit < 6) set(8, bit, dark);
      else if (bit < 8) set(8, bit + 1, dark);
      else if (bit === 8) set(7, 8, dark);
      else set(14 - bit, 8, dark);
      if (bit < 8) set(size - 1 - bit, 8, dark);
      else set(8, size - 15 + bit, dark);
    }
    set(8, size - 8, 1);
    if (version < 7) return;
    const number = checked(version, 6, 0x1f25);
    for (let bit = 0; bit < 18; bit += 1) {
      const far = size - 11 + (bit % 3);
      const near = Math.floor(bit / 3);
      set(far, near, (number >> bit) & 1);
      set(near, far, (number >> bit) & 1);
    }
  }

  function fillIn(grid, size, words, mask, free) {
    let bit = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right -= 1;
      const up = ((right + 1) & 2) === 0;
      for (let step = 0; step < size; step += 1) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (!free[y][x]) continue;
          const dark = bit < words.length * 8 ? (words[bit >> 3] >> (7 - (bit & 7))) & 1 : 0;
          grid[y][x] = dark ^ (MASKS[mask](x, y) === 0 ? 1 : 0);
          bit += 1;
        }
      }
    }
  }

  /** How hard a code is to read; the mask with the least is taken. */
  function penalty(grid, size) {
    let sum = 0;
    let dark = 0;
    const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))];
    for (const line of lines) {
      let run = 1;
      for (let place = 1; place <= size; place += 1) {
        if (place < size && line[place] === line[place - 1]) run += 1;
        else {
          if (run >= 5) sum += run - 2;
          run = 1;
        }
      }
      const text = line.join("");
      for (const like of ["10111010000", "00001011101"]) {
        for (let at = text.indexOf(like); at >= 0; at = text.indexOf(like, at + 1)) sum += 40;
      }
    }
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        dark += grid[y][x];
        if (x && y && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y - 1][x - 1]) sum += 3;
      }
    }
    return sum + 10 * Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5);
  }

  /** Rows of 0 and 1 (dark) without the quiet zone; null where the text is too long. */
  function code(text) {
    const bytes = [...new TextEncoder().encode(text)];
    const version = BLOCKS.findIndex((_, each) => each > 0 && room(each) >= bytes.length + (each < 10 ? 2 : 3));
    if (version < 0) return null;
    const words = codewords(bytes, version);
    let best = null;
    for (let mask = 0; mask < 8; mask += 1) {
      const { size, grid, set } = frame(version);
      format(set, size, version, mask);
      const free = grid.map((row) => row.map((cell) => cell === null));
      fillIn(grid, size, words, mask, free);
      const worth = penalty(grid, size);
      if (!best || worth < best.worth) best = { worth, grid };
    }
    return best.grid;
  }

  /** The code as a picture with its quiet zone, always dark on light. */
  function picture(text, label) {
    const grid = code(text);
    if (!grid) return null;
    const size = grid.length + 8;
    const path = grid.flatMap((row, y) => row.map((cell, x) => (cell ? `M${x + 4},${y + 4}h1v1h-1z` : ""))).join("");
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    svg.setAttribute("shape-rendering", "crispEdges");
    svg.setAttribute("class", "ioc-qr");
    for (const [tag, props] of [["rect", { width: size, height: size, fill: "#fff" }], ["path", { d: path, fill: "#000" }]]) {
      const part = document.createElementNS(space, tag);
      for (const [name, value] of Object.entries(props)) part.setAttribute(name, value);
      svg.append(part);
    }
    return svg;
  }

  ioc.qr = { code, picture };
})();
