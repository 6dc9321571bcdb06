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
  // CUDA shows the bytes alone: nvidia-smi knows whether they are a GPU's or a part's of one
  private static final Pattern UUID = Pattern.compile("cuda:(?:gpu|mig)-([0-9a-f-]*)");
  private static final int PREFIX = "GPU-".length();

  /**
   * What a GPU is called, which can be asked without a context on it.
   *
   * @param ordinal its number
   * @param name as {@link CudaDevice} has it
   * @param uuid as {@link CudaDevice} has it
   */
  record Identity(int ordinal, String name, String uuid) {}

  private CudaDevices() {}

  /**
   * All GPUs, those without code in this build included.
   *
   * @return at least one, by ordinal
   * @throws CudaUnavailableException if no GPU can be used: the reason and the remedy
   */
  public static List<CudaDevice> list() {
    CudaRuntime.load();
    return ordinals().mapToObj(CudaDevices::describe).toList();
  }

  /**
   * The GPU that a text names: "cuda" is the first one that can be used and that this build has
   * code for, "cuda:1" goes by ordinal, "cuda:GPU-5d6a" by a beginning of the UUID that only one
   * GPU has, "cuda:MIG-5d6a" by that of an instance of one. Letters may be large or small. Only the
   * GPU that is named is touched, for "cuda" those before it, too: others may be busy.
   *
   * @param text as the option --device takes it
   * @return a GPU that this build has code for
   * @throws KernelArgumentException if the text is of another form
   * @throws CudaUnavailableException if there is no such GPU, or none that can be used
   */
  public static CudaDevice find(String text) {
    String wanted = Require.notNull(text, "text").toLowerCase(Locale.ROOT);
    Predicate<Identity> named = named(wanted, text);
    CudaRuntime.load();
    if (wanted.equals(FIRST)) {
      return first();
    }
    List<Identity> devices = ordinals().mapToObj(CudaCalls::identity).toList();
    List<Identity> found = devices.stream().filter(named).toList();
    if (found.isEmpty()) {
      throw new CudaUnavailableException(
          "%s is none of the GPUs here: %s; name one of them".formatted(text, names(devices)));
    }
    if (found.size() > 1) {
      throw new CudaUnavailableException(
          "%s fits %s GPUs: %s; give more of the UUID".formatted(text, found.size(), names(found)));
    }
    return usable(found.get(0).ordinal());
  }

  /** The first one that can be used, or why the first one of all cannot. */
  private static CudaDevice first() {
    KernelException refusal = null;
    for (int ordinal : ordinals().toArray()) {
      try {
        return usable(ordinal);
      } catch (KernelException reason) {
        refusal = refusal == null ? reason : refusal;
      }
    }
    // loading has seen that there is one at least
    throw refusal;
  }

  private static CudaDevice usable(int ordinal) {
    CudaDevice device = describe(ordinal);
    if (!device.supported()) {
      throw CudaDiagnosis.unsupported(device);
    }
    return device;
  }

  /** All of a GPU: free memory and code are asked of a context on it. */
  private static CudaDevice describe(int ordinal) {
    CudaCalls.requireUsable(ordinal);
    return CudaCalls.describe(ordinal, isSupported(ordinal));
  }

  private static IntStream ordinals() {
    return IntStream.range(0, CudaCalls.deviceCount());
  }

  private static Predicate<Identity> named(String wanted, String text) {
    var ordinal = ORDINAL.matcher(wanted);
    if (ordinal.matches()) {
      int number = Integer.parseInt(ordinal.group(1));
      return device -> device.ordinal() == number;
    }
    var uuid = UUID.matcher(wanted);
    if (uuid.matches()) {
      return device -> device.uuid().startsWith(uuid.group(1), PREFIX);
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

  private static String names(List<Identity> devices) {
    return devices.stream()
        .map(device -> "cuda:%s %s %s".formatted(device.ordinal(), device.name(), device.uuid()))
        .collect(Collectors.joining(", "));
  }
}
