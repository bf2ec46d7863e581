// Holds a SARIF log, given on standard input, against the schema of SARIF 2.1.0 (OASIS); prints what is wrong and fails.
//   node sarif.mjs NODE_MODULES <log.sarif
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const home = join(resolve(process.argv[2]), '@microsoft/jest-sarif');
const require = createRequire(join(home, 'package.json'));
const Ajv = require('ajv');
const schema = JSON.parse(readFileSync(join(home, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ allErrors: true, schemaId: 'auto', meta: false });
ajv.addMetaSchema(require(`ajv/lib/refs/json-schema-draft-0${/draft-0(\d)/.exec(schema.$schema)[1]}.json`));
const validate = ajv.compile(schema);
if (!validate(JSON.parse(readFileSync(0, 'utf8')))) {
    console.error(JSON.stringify(validate.errors, null, 2));
    process.exit(1);
}
