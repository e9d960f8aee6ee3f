import type { Mock } from "../../scripts/lib/mock-server.ts";

// Jest loads the global set-up and tear-down as modules of their own, in one process: `globalThis` is what they share.
const shared = globalThis as { contractMock?: Mock };

export const keepMock = (mock: Mock): void => {
  shared.contractMock = mock;
};

export const keptMock = (): Mock | undefined => shared.contractMock;
