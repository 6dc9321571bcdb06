// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A GPU that is free is found, whatever the others answer: no other one is touched. */
@Gpu
class CudaBusyTest {
  // the emulated devices differ in their last byte
  private static final String UUID = "00112233-4455-6677-8899-aabbccddee";
  private static final String BUSY = "answers cudaErrorDevicesUnavailable";

  @BeforeAll
  static void needsTheEmulator() {
    assumeTrue(CudaDeviceCondition.isEmulated(), "only emulated GPUs can be made busy");
  }

  @Test
  void theFirstThatIsFreeIsTaken() throws Exception {
    List<String> found = find("0,1", "cuda", "cuda:2", "CUDA:gpu-" + UUID + "FD", "cuda:0", "cuda");
    for (int i : new int[] {0, 1, 2, 4}) {
      assertWithMessage("question %s", i).that(found.get(i)).isEqualTo("2 GPU-" + UUID + "fd");
    }
    assertThat(found.get(3)).contains("cuda:0 cannot be used: the CUDA runtime " + BUSY);
    assertThat(found.get(3)).contains("look with nvidia-smi at what uses it, name another GPU");
  }

  @Test
  void theOthersAreNotTouched() throws Exception {
    List<String> found = find("1,2", "cuda", "cuda:0", "cuda:MIG-" + UUID + "ff");
    assertThat(found.stream().distinct()).containsExactly("0 GPU-" + UUID + "ff");
  }

  @Test
  void ifNoneIsFreeTheFirstSaysWhy() throws Exception {
    String refusal = find("0,1,2", "cuda").get(0);
    assertThat(refusal).contains("cuda:0 cannot be used: the CUDA runtime " + BUSY);
    assertThat(refusal).contains("--device cpu");
  }

  @Test
  void whatNamesNoneOrSeveralIsAnsweredWithTheirNames() throws Exception {
    List<String> found = find("0,1,2", "cuda:3", "cuda:mig-0011", "cuda:GPU-1");
    String names =
        ("cuda:0 emulated device GPU-%1$sff, cuda:1 emulated device GPU-%1$sfe,"
                + " cuda:2 emulated device GPU-%1$sfd")
            .formatted(UUID);
    assertThat(found.get(0))
        .contains("cuda:3 is none of the GPUs here: " + names + "; name one of them");
    assertThat(found.get(1))
        .contains("cuda:mig-0011 fits 3 GPUs: " + names + "; give more of the UUID");
    assertThat(found.get(2)).contains("cuda:GPU-1 is none of the GPUs here: " + names);
  }

  /** What each text finds in a process with three GPUs, those of `busy` in another's hands. */
  private static List<String> find(String busy, String... texts) throws Exception {
    String output =
        ChildJvm.run(
            Finding.class,
            Map.of("CANTER_EMULATED_COUNT", "3", "CANTER_EMULATED_BUSY", busy),
            "-D" + CudaRuntime.PATH_PROPERTY + "=" + CudaDeviceCondition.folder(),
            "-Dfind=" + String.join(";", texts));
    List<String> answers =
        output
            .lines()
            .filter(line -> line.startsWith("found "))
            .map(line -> line.substring("found ".length()))
            .toList();
    assertWithMessage(output).that(answers).hasSize(texts.length);
    return answers;
  }

  /** The main class of a child that looks for GPUs. */
  static final class Finding {
    private Finding() {}

    /** Prints an answer for each text. */
    public static void main(String[] arguments) {
      Stream.of(System.getProperty("find").split(";"))
          .forEach(text -> System.out.println("found " + answer(text)));
    }

    private static String answer(String text) {
      try {
        CudaDevice device = CudaDevices.find(text);
        return device.ordinal() + " " + device.uuid();
      } catch (CudaUnavailableException refusal) {
        return refusal.getMessage();
      }
    }
  }
}
