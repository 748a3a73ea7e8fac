// Loads one client and reads one item with it.
const { get } = require(process.argv[2]);

get(process.argv[3]).then(() => process.exit(0), error => {
  console.error(error);
  process.exit(1);
});
