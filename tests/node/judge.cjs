// Whether records are valid, by ajv. Arguments: names of formats and the files of their schemas, in turn.
// A line in: {"format": NAME, "record": "the JSON text of a record"}. A line out: true or false.
const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");
const Ajv = require("ajv/dist/2020");

const ajv = new Ajv({ strict: true, strictTypes: true });
const validators = new Map();
for (let i = 2; i < process.argv.length; i += 2) {
  validators.set(process.argv[i], ajv.compile(JSON.parse(readFileSync(process.argv[i + 1], "utf8"))));
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const { format, record } = JSON.parse(line);
  process.stdout.write(`${validators.get(format)(JSON.parse(record))}\n`);
});
