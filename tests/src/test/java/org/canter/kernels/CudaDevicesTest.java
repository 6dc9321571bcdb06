// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GPUs are listed and found by what a user may write. */
@Gpu
class CudaDevicesTest {
  @Test
  void devicesAreDescribed() {
    List<CudaDevice> devices = CudaDevices.list();
    assertThat(devices).isNotEmpty();
    for (int i = 0; i < devices.size(); i++) {
      CudaDevice device = devices.get(i);
      System.out.println(device + ", " + CudaRuntime.versions());
      assertThat(device.ordinal()).isEqualTo(i);
      assertThat(device.name()).isNotEmpty();
      assertThat(device.uuid()).matches("GPU-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(device.capability()).matches("\\d+\\.\\d");
      assertThat(device.totalBytes()).isAtLeast(device.freeBytes());
      assertThat(device.freeBytes()).isGreaterThan(0L);
      assertThat(device.multiprocessors()).isAtLeast(1);
      assertThat(device.place().toString()).isEqualTo("cuda:" + i);
    }
    assertThat(CudaRuntime.isLoaded()).isTrue();
    assertThat(CudaRuntime.versions().runtime()).isAtLeast(13000);
  }

  @Test
  void devicesAreFoundByOrdinalAndUuidInAnyCase() {
    CudaDevice first = CudaDevices.find("cuda");
    String uuid = first.uuid();
    List<String> texts =
        List.of(
            "CUDA",
            "cuda:" + first.ordinal(),
            "Cuda:" + uuid,
            "cuda:" + uuid.toLowerCase(Locale.ROOT),
            // an instance of a GPU has such bytes, and another prefix where it is listed
            "cuda:" + uuid.replace("GPU-", "MIG-"),
            "cuda:mig-" + uuid.substring("GPU-".length()),
            "cuda:" + uuid.toUpperCase(Locale.ROOT));
    for (String text : texts) {
      assertWithMessage(text).that(CudaDevices.find(text).uuid()).isEqualTo(uuid);
    }
    if (CudaDevices.list().size() == 1) {
      assertThat(CudaDevices.find("cuda:" + uuid.substring(0, 6)).uuid()).isEqualTo(uuid);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda:99", "cuda:999999999", "cuda:GPU-zz", "cuda:GPU-0123456789abcdef"})
  void whatIsNotThereIsRefusedWithWhatIs(String text) {
    KernelException refused = assertThrows(KernelException.class, () -> CudaDevices.find(text));
    assertThat(refused).hasMessageThat().contains(text);
    if (!text.contains("zz")) {
      assertThat(refused).isInstanceOf(CudaUnavailableException.class);
      assertThat(refused).hasMessageThat().contains(CudaDevices.list().get(0).uuid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda: 0", "cuda:0,1", "cuda:5d6a", "cpu"})
  void otherFormsAreRefusedWithTheRightOnes(String text) {
    KernelArgumentException refused =
        assertThrows(KernelArgumentException.class, () -> CudaDevices.find(text));
    assertThat(refused).hasMessageThat().contains("write cuda, cuda:1");
  }

  @Test
  void aDeviceWithoutCodeInThisBuildIsRefused() {
    CudaDevice real = CudaDeviceCondition.device();
    CudaDevice old =
        new CudaDevice(
            real.ordinal(), "Old GPU", real.uuid(), 7, 5, real.totalBytes(), 1, false, 1);
    CudaUnavailableException refused =
        assertThrows(CudaUnavailableException.class, () -> KernelContext.cuda(old));
    assertThat(refused).hasMessageThat().contains("no code for Old GPU");
    assertThat(refused).hasMessageThat().contains("capability 7.5");
  }

  @Test
  void tf32MultipliesFactorsOfTwiceElevenBits() {
    // the low part would need 13 bits
    float longer = 1 + 0x1p-11f + 0x1p-23f;
    assertThat(timesOne(CudaOptions.defaults(), longer)).isEqualTo(longer);
    assertThat(timesOne(new CudaOptions(true), longer)).isEqualTo(1 + 0x1p-11f);
  }

  /** The output of a network of one weight, which is `weight`, for the input 1. */
  private static float timesOne(CudaOptions options, float weight) {
    try (KernelContext context = KernelContext.cuda(CudaDeviceCondition.device(), options);
        Network network = Network.create(new int[] {1, 1}, Activation.TANH, Activation.IDENTITY);
        Tape tape = Tape.create(context, network, 1);
        Slab theta = context.allocate(2);
        Slab x = context.allocate(1, 1);
        Slab y = context.allocate(1, 1)) {
      theta.copyFrom(new float[] {weight, 0});
      x.fill(1);
      new Mlp(context, network).record(tape, y, theta, x, null);
      float[] values = new float[1];
      y.copyTo(values);
      return values[0];
    }
  }

  @Test
  void aContextSaysWhereItComputes() {
    CudaDevice device = CudaDeviceCondition.device();
    try (KernelContext context = KernelContext.cuda(device)) {
      assertThat(context.place()).isEqualTo(device.place());
      assertThat(context.place().isHost()).isFalse();
      assertThat(context.isa()).isEqualTo(InstructionSet.CUDA);
      assertThat(context.real()).isEqualTo(Real.F32);
      assertThat(context.threads()).isEqualTo(1);
      assertThat(LiveHandles.countByType()).containsExactly("KernelContext", 1);
      assertThat(LiveHandles.nativeCount()).isEqualTo(1);
    }
    assertThat(InstructionSet.best()).isNotEqualTo(InstructionSet.CUDA);
    assertThat(InstructionSet.CUDA.isAvailable()).isFalse();
  }

  @Test
  void eventsMeasureTheWorkBetweenThem() {
    CudaDevice device = CudaDeviceCondition.device();
    try (CudaStream stream = CudaStream.create(device);
        KernelContext context = KernelContext.cuda(stream, CudaOptions.defaults());
        KernelContext other = KernelContext.cuda(device);
        CudaEvent before = CudaEvent.create(device);
        CudaEvent after = CudaEvent.create(device);
        Slab x = context.allocate(1000)) {
      before.record(stream);
      x.fill(2);
      after.record(context);
      after.synchronize();
      assertThat(before.elapsedMillis(after)).isAtLeast(0.0);
      // what comes after in the stream waits; so does the host, for the stream
      after.record(other);
      stream.await(after);
      stream.synchronize();
      assertThat(new Vectors(context).sum(x)).isEqualTo(2000);
      assertThat(LiveHandles.countByType()).containsEntry("CudaEvent", 2);
      assertThat(LiveHandles.countByType()).containsEntry("CudaStream", 1);
    }
  }

  @Test
  void aStreamOutlivesItsHandleWhileAContextUsesIt() {
    CudaStream stream = CudaStream.create(CudaDeviceCondition.device());
    try (KernelContext context = KernelContext.cuda(stream, CudaOptions.defaults());
        Slab x = context.allocate(3)) {
      stream.close();
      x.fill(1);
      assertThat(new Vectors(context).sum(x)).isEqualTo(3);
      assertThrows(ClosedHandleException.class, stream::synchronize);
      assertThrows(
          ClosedHandleException.class, () -> KernelContext.cuda(stream, CudaOptions.defaults()));
    }
  }

  @Test
  void aContextOfTheProcessorHasNoStreamAndNoTraffic() {
    try (KernelContext processor = KernelContext.f32(1);
        CudaEvent event = CudaEvent.create(CudaDeviceCondition.device())) {
      assertThrows(KernelStateException.class, () -> event.record(processor));
      processor.synchronize();
      assertThat(processor.traffic()).isEqualTo(new CudaTraffic(0, 0, 0, 0, 0, 0, 0));
      assertThat(processor.place()).isEqualTo(Place.HOST);
    }
  }
}
