const common = {
  extensionsToTreatAsEsm: [".ts"],
  setupFilesAfterEnv: ["<rootDir>/contract-tests/support/watch-errors.ts"],
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, sourceMaps: "inline" }],
  },
};

/** @type {import("jest").Config} */
export default {
  // Much of the time is spent on waiting for child processes and sockets: Jest's own choice would leave a core idle.
  maxWorkers: 2,
  projects: [
    { ...common, displayName: "unit", testMatch: ["<rootDir>/src/**/*.test.ts", "<rootDir>/scripts/**/*.test.ts"] },
    {
      ...common,
      displayName: "contract",
      testMatch: ["<rootDir>/contract-tests/**/*.test.ts"],
      globalSetup: "<rootDir>/contract-tests/support/global-setup.ts",
      globalTeardown: "<rootDir>/contract-tests/support/global-teardown.ts",
    },
  ],
};
