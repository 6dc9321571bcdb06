// SPDX-License-Identifier: Apache-2.0
//
// Stands for the driver's library, which the bindings of the CUDA runtime must find when they load.
// Its functions are looked up when they are called, and none is.

extern "C" int canter_emulated_driver() { return 1; }
