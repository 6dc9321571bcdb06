// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The calls of the CUDA runtime that Java makes, with their answers as exceptions. The one class
 * that touches the JavaCPP presets, so that nothing of them is loaded before a GPU is asked for.
 */
final class CudaCalls {
  private static final int UUID_BYTES = 16;

  private CudaCalls() {}

  /** Loads the presets. */
  static void load() {
    Loader.load(cudart.class);
  }

  /** Throws unless the driver answers and shows at least one device. */
  static void requireDevices() {
    int[] count = new int[1];
    int error = cudart.cudaGetDeviceCount(count);
    if (error == CudaDiagnosis.INSUFFICIENT_DRIVER) {
      throw CudaDiagnosis.driverTooOld(driverVersion(), runtimeVersion());
    }
    if (error == CudaDiagnosis.NO_DEVICE || (error == 0 && count[0] == 0)) {
      throw CudaDiagnosis.noDevice(System.getenv("CUDA_VISIBLE_DEVICES"));
    }
    if (error != 0) {
      throw CudaDiagnosis.broken(name(error), words(error));
    }
  }

  static int deviceCount() {
    int[] count = new int[1];
    check(cudart.cudaGetDeviceCount(count), "cudaGetDeviceCount");
    return count[0];
  }

  /** What a device is called; makes no context on it, so that it may be another's. */
  static CudaDevices.Identity identity(int ordinal) {
    try (cudaDeviceProp properties = new cudaDeviceProp()) {
      check(cudart.cudaGetDeviceProperties(properties, ordinal), "cudaGetDeviceProperties");
      return new CudaDevices.Identity(ordinal, NativeText.of(properties.name()), uuid(properties));
    }
  }

  /** Throws unless a context can be made on a device, which this does. */
  static void requireUsable(int ordinal) {
    int error = cudart.cudaSetDevice(ordinal);
    if (error != 0) {
      cudart.cudaGetLastError();
      throw new CudaUnavailableException(
          ("cuda:%s cannot be used: the CUDA runtime answers %s (%s); look with nvidia-smi at what"
                  + " uses it, name another GPU, or compute on the processor (--device cpu)")
              .formatted(ordinal, name(error), words(error)));
    }
  }

  /** What the runtime says of a device that can be used. */
  static CudaDevice describe(int ordinal, boolean supported) {
    use(ordinal);
    CudaDevices.Identity identity = identity(ordinal);
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      check(cudart.cudaMemGetInfo(free, total), "cudaMemGetInfo");
      return new CudaDevice(
          ordinal,
          identity.name(),
          identity.uuid(),
          attribute(ordinal, cudart.cudaDevAttrComputeCapabilityMajor),
          attribute(ordinal, cudart.cudaDevAttrComputeCapabilityMinor),
          total.get(),
          free.get(),
          supported,
          attribute(ordinal, cudart.cudaDevAttrMultiProcessorCount));
    }
  }

  /** Memory of a device; `what` is needed for. */
  static long allocateDevice(int ordinal, long bytes, String what) {
    use(ordinal);
    Pointer block = new SlabPointer(0);
    int error = cudart.cudaMalloc(block, bytes);
    if (error == cudart.cudaErrorMemoryAllocation) {
      cudart.cudaGetLastError();
      throw outOfMemory(bytes, what);
    }
    check(error, "cudaMalloc");
    return block.address();
  }

  /** Pinned memory of the host; `what` is needed for, `remedy` says how to do with less. */
  static long allocatePinned(int ordinal, long bytes, String what, String remedy) {
    use(ordinal);
    Pointer block = new SlabPointer(0);
    int error = cudart.cudaHostAlloc(block, bytes, cudart.cudaHostAllocPortable);
    if (error == cudart.cudaErrorMemoryAllocation) {
      cudart.cudaGetLastError();
      throw new KernelMemoryException(
          "%s needs %s bytes, which the system does not pin; %s".formatted(what, bytes, remedy));
    }
    check(error, "cudaHostAlloc");
    return block.address();
  }

  /**
   * Waits for work that uses the memory, and frees it; an error of earlier work is its caller's.
   */
  static void freeDevice(int ordinal, long address) {
    quietly(cudart.cudaSetDevice(ordinal));
    quietly(cudart.cudaFree(new SlabPointer(address)));
  }

  /**
   * Frees pinned memory that no copy reads any more. A wait for the whole device here would end a
   * capture of another thread: its caller waits for the streams that may still read it.
   */
  static void freePinned(int ordinal, long address) {
    quietly(cudart.cudaSetDevice(ordinal));
    quietly(cudart.cudaFreeHost(new SlabPointer(address)));
  }

  static Pointer createStream(int ordinal) {
    use(ordinal);
    CUstream_st stream = new CUstream_st();
    check(
        cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking),
        "cudaStreamCreateWithFlags");
    return stream;
  }

  static void destroyStream(int ordinal, Pointer stream) {
    quietly(cudart.cudaSetDevice(ordinal));
    quietly(cudart.cudaStreamDestroy(new CUstream_st(stream)));
  }

  static void synchronizeStream(int ordinal, Pointer stream) {
    use(ordinal);
    check(cudart.cudaStreamSynchronize(new CUstream_st(stream)), "cudaStreamSynchronize");
  }

  /** Waits for what is in the stream; an error of that is its caller's. */
  static void settle(int ordinal, Pointer stream) {
    quietly(cudart.cudaSetDevice(ordinal));
    quietly(cudart.cudaStreamSynchronize(new CUstream_st(stream)));
  }

  /** What comes after in the stream waits for the event. */
  static void await(int ordinal, Pointer stream, Pointer event) {
    use(ordinal);
    check(
        cudart.cudaStreamWaitEvent(new CUstream_st(stream), new CUevent_st(event), 0),
        "cudaStreamWaitEvent");
  }

  static Pointer createEvent(int ordinal) {
    use(ordinal);
    CUevent_st event = new CUevent_st();
    check(cudart.cudaEventCreate(event), "cudaEventCreate");
    return event;
  }

  /** An event that does not measure time, which costs less. */
  static Pointer createMark(int ordinal) {
    use(ordinal);
    CUevent_st event = new CUevent_st();
    check(
        cudart.cudaEventCreateWithFlags(event, cudart.cudaEventDisableTiming),
        "cudaEventCreateWithFlags");
    return event;
  }

  static void destroyEvent(int ordinal, Pointer event) {
    quietly(cudart.cudaSetDevice(ordinal));
    quietly(cudart.cudaEventDestroy(new CUevent_st(event)));
  }

  static void record(int ordinal, Pointer event, Pointer stream) {
    use(ordinal);
    check(
        cudart.cudaEventRecord(new CUevent_st(event), new CUstream_st(stream)), "cudaEventRecord");
  }

  static void synchronizeEvent(int ordinal, Pointer event) {
    use(ordinal);
    check(cudart.cudaEventSynchronize(new CUevent_st(event)), "cudaEventSynchronize");
  }

  static double elapsedMillis(int ordinal, Pointer from, Pointer to) {
    use(ordinal);
    float[] milliseconds = new float[1];
    check(
        cudart.cudaEventElapsedTime(milliseconds, new CUevent_st(from), new CUevent_st(to)),
        "cudaEventElapsedTime");
    return milliseconds[0];
  }

  private static void use(int ordinal) {
    check(cudart.cudaSetDevice(ordinal), "cudaSetDevice");
  }

  private static int attribute(int ordinal, int which) {
    int[] value = new int[1];
    check(cudart.cudaDeviceGetAttribute(value, which, ordinal), "cudaDeviceGetAttribute");
    return value[0];
  }

  private static int driverVersion() {
    int[] version = new int[1];
    return cudart.cudaDriverGetVersion(version) == 0 ? version[0] : 0;
  }

  private static int runtimeVersion() {
    int[] version = new int[1];
    check(cudart.cudaRuntimeGetVersion(version), "cudaRuntimeGetVersion");
    return version[0];
  }

  /** "GPU-" and the bytes in groups of 4, 2, 2, 2 and 6. */
  private static String uuid(cudaDeviceProp properties) {
    StringBuilder text = new StringBuilder("GPU-");
    BytePointer bytes = new BytePointer(properties.uuid());
    for (int i = 0; i < UUID_BYTES; i++) {
      text.append(i >= 4 && i <= 10 && i % 2 == 0 ? "-" : "");
      text.append("%02x".formatted(bytes.get(i)));
    }
    return text.toString();
  }

  private static KernelMemoryException outOfMemory(long bytes, String what) {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      boolean known = cudart.cudaMemGetInfo(free, total) == 0;
      return new KernelMemoryException(
          ("%s needs %s bytes, and %s are free of the GPU's %s; use a smaller batch, or close what"
                  + " else uses the GPU")
              .formatted(
                  what, bytes, known ? free.get() : "unknown", known ? total.get() : "unknown"));
    }
  }

  private static void check(int error, String call) {
    if (error != 0) {
      // an error that does not stick must not be found again by the next call
      cudart.cudaGetLastError();
      throw new KernelInternalException(
          "%s answers %s (%s); close the context, and report it if it happens again"
              .formatted(call, name(error), words(error)));
    }
  }

  /** What is given back must be, whatever the device answers; nor must the next call find it. */
  private static void quietly(int error) {
    if (error != 0) {
      cudart.cudaGetLastError();
    }
  }

  private static String name(int error) {
    return NativeText.of(cudart.cudaGetErrorName(error));
  }

  private static String words(int error) {
    return NativeText.of(cudart.cudaGetErrorString(error));
  }
}
