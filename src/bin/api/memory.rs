//! Who hands out memory: smaller than what the standard library brings. What is free lies in lists by size, so that a fitting
//! piece is found at once; pieces that lie side by side become one, and memory that was added goes on where the last ended.

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[global_allocator]
static MEMORY: WasmDynamicTalc = new_wasm_dynamic_allocator();
