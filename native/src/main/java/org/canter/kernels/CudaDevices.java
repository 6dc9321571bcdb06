// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_cuda_device;

/** The GPUs of this machine, as far as CUDA_VISIBLE_DEVICES leaves them. */
public final class CudaDevices {
  private static final String FIRST = "cuda";
  private static final Pattern ORDINAL = Pattern.compile("cuda:(\\d{1,9})");
  private static final Pattern UUID = Pattern.compile("cuda:(gpu-[0-9a-f-]*)");

  private CudaDevices() {}

  /**
   * All GPUs, those without code in this build included.
   *
   * @return at least one, by ordinal
   * @throws CudaUnavailableException if no GPU can be used: the reason and the remedy
   */
  public static List<CudaDevice> list() {
    CudaRuntime.load();
    return IntStream.range(0, CudaCalls.deviceCount())
        .mapToObj(ordinal -> CudaCalls.describe(ordinal, isSupported(ordinal)))
        .toList();
  }

  /**
   * The GPU that a text names: "cuda" is the first one that this build has code for, "cuda:1" goes
   * by ordinal, "cuda:GPU-5d6a" by a beginning of the UUID that only one GPU has. Letters may be
   * large or small.
   *
   * @param text as the option --device takes it
   * @return a GPU that this build has code for
   * @throws KernelArgumentException if the text is of another form
   * @throws CudaUnavailableException if there is no such GPU, or none that can be used
   */
  public static CudaDevice find(String text) {
    String wanted = Require.notNull(text, "text").toLowerCase(Locale.ROOT);
    Predicate<CudaDevice> named = named(wanted, text);
    List<CudaDevice> devices = list();
    List<CudaDevice> found = devices.stream().filter(named).toList();
    if (found.isEmpty()) {
      throw new CudaUnavailableException(
          "%s is none of the GPUs here: %s; name one of them".formatted(text, names(devices)));
    }
    if (wanted.equals(FIRST)) {
      return usable(found.stream().filter(CudaDevice::supported).findFirst().orElse(found.get(0)));
    }
    if (found.size() > 1) {
      throw new CudaUnavailableException(
          "%s fits %s GPUs: %s; give more of the UUID".formatted(text, found.size(), names(found)));
    }
    return usable(found.get(0));
  }

  private static CudaDevice usable(CudaDevice device) {
    if (!device.supported()) {
      throw CudaDiagnosis.unsupported(device);
    }
    return device;
  }

  private static Predicate<CudaDevice> named(String wanted, String text) {
    var ordinal = ORDINAL.matcher(wanted);
    if (ordinal.matches()) {
      int number = Integer.parseInt(ordinal.group(1));
      return device -> device.ordinal() == number;
    }
    var uuid = UUID.matcher(wanted);
    if (uuid.matches()) {
      return device -> device.uuid().toLowerCase(Locale.ROOT).startsWith(uuid.group(1));
    }
    if (wanted.equals(FIRST)) {
      return device -> true;
    }
    throw new KernelArgumentException(
        "%s names no GPU; write cuda, cuda:1 (an ordinal) or cuda:GPU-5d6a (of a UUID)"
            .formatted(text));
  }

  private static boolean isSupported(int ordinal) {
    try (canter_cuda_device struct = new canter_cuda_device()) {
      Status.check(KernelsApi.canter_cuda_device_info(struct, ordinal));
      return struct.supported() != 0;
    }
  }

  private static String names(List<CudaDevice> devices) {
    return devices.stream()
        .map(device -> "cuda:%s %s %s".formatted(device.ordinal(), device.name(), device.uuid()))
        .collect(Collectors.joining(", "));
  }
}
