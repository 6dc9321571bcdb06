// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.canter.kernels.InstructionSet;
import org.canter.physics.MujocoVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  @Test
  void thisMachineHasEveryFact() {
    Fingerprint here = Fingerprint.ofThisMachine();
    assertThat(here.facts().keySet())
        .containsExactly(
            "cpu",
            "cpu flags",
            "instruction set",
            "architecture",
            "libc",
            "glibc tunables",
            "libmujoco",
            "canter")
        .inOrder();
    assertThat(here.facts()).containsEntry("instruction set", InstructionSet.best().label());
    String mujoco = MujocoVersion.query().loaded().toString();
    assertThat(here.facts()).containsEntry("libmujoco", mujoco);
    assertThat(here.facts()).containsEntry("architecture", System.getProperty("os.arch"));
    assertThat(here.facts().get("canter")).matches("\\d+\\.\\d+\\.\\d+.*");
    // natives are built for Linux only
    assertThat(here.facts().get("cpu")).isNotEqualTo("unknown");
    assertThat(here.facts().get("libc")).matches(".*(\\d+\\.\\d+|libc|musl).*");
    assertThat(Fingerprint.ofThisMachine()).isEqualTo(here);
    assertThat(Fingerprint.ofThisMachine().differences(here)).isEmpty();
  }

  @Test
  void bytesKeepEveryFact() {
    Fingerprint machine = Fingerprint.ofThisMachine().withGpu("Ada: L4", "580.65");
    Fingerprint read = Fingerprint.parse(machine.toBytes());
    assertThat(read).isEqualTo(machine);
    assertThat(read.facts().keySet()).containsExactlyElementsIn(machine.facts().keySet()).inOrder();
    assertThat(read.toBytes()).isEqualTo(machine.toBytes());
  }

  @Test
  void everyFactThatDiffersIsNamed() {
    Fingerprint here = Fingerprint.ofThisMachine().withGpu(null, null);
    for (String name : here.facts().keySet()) {
      Map<String, String> facts = new LinkedHashMap<>(here.facts());
      String value = facts.put(name, "another");
      assertThat(here.differences(new Fingerprint(facts)))
          .containsExactly(name + ": another there, " + value + " here");
    }
  }

  @Test
  void aFactThatIsNotThereIsNone() {
    Fingerprint avx2 = new Fingerprint(Map.of("instruction set", "avx2"));
    Fingerprint plain = new Fingerprint(Map.of("instruction set", "plain"));
    assertThat(plain.differences(avx2)).containsExactly("instruction set: avx2 there, plain here");
    assertThat(plain.withGpu("L4", "580.65").differences(plain))
        .containsExactly("gpu: none there, L4 here", "gpu driver: none there, 580.65 here")
        .inOrder();
    assertThat(plain.withGpu(null, null).differences(plain)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "canter fingerprint 1",
        "canter fingerprint 2\n",
        "canter fingerprint 1\ncpu: a",
        "canter fingerprint 1\ncpu\n",
        "canter fingerprint 1\ncpu: \n",
        "canter fingerprint 1\ncpu: a\ncpu: a\n",
        "canter fingerprint 1\nCPU: a\n",
        "canter fingerprint 1\ncpu: a\rb\n",
        "canter fingerprint 1\n\n"
      })
  void otherTextIsRefused(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Fingerprint.parse(bytes));
    assertThat(refusal).hasMessageThat().contains("fingerprint");
  }

  @Test
  void garbageIsReadOrRefused() {
    byte[] whole = new Fingerprint(Map.of("cpu", "a")).toBytes();
    Random random = new Random(3);
    int refused = 0;
    for (int trial = 0; trial < 2000; trial++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(Fingerprint.parse(bytes).facts()).hasSize(1);
      } catch (CheckpointException exception) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void processorsAreNamedByClassAndByTheFlagsThatMatter() {
    List<String> intel =
        List.of(
            "processor\t: 0",
            "vendor_id\t: GenuineIntel",
            "cpu family\t: 6",
            "model\t\t: 85",
            "model name\t: Intel(R) Xeon(R) CPU @ 2.00GHz",
            "stepping\t: 3",
            "flags\t\t: fpu avx2 fma sse4_1 avx512f avx512bw",
            "vendor_id\t: another");
    assertThat(MachineFacts.cpu(intel))
        .isEqualTo("GenuineIntel family 6 model 85 (Intel(R) Xeon(R) CPU @ 2.00GHz)");
    assertThat(MachineFacts.flags(intel)).isEqualTo("sse4_1 avx2 fma avx512f");
    List<String> arm = List.of("CPU implementer : 0x41", "CPU part : 0xd0c", "Features : fp asimd");
    assertThat(MachineFacts.cpu(arm)).isEqualTo("0x41 model 0xd0c");
    assertThat(MachineFacts.flags(arm)).isEqualTo("asimd");
    assertThat(MachineFacts.cpu(List.of())).isEqualTo("unknown");
    assertThat(MachineFacts.flags(List.of())).isEqualTo("none");
  }

  @Test
  void theCLibrarySaysWhatItIs() {
    byte[] library =
        "\0\1GNU C Library (Debian GLIBC 2.36-9) stable release version 2.36.\nCopyright"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(MachineFacts.banner(library))
        .hasValue("(Debian GLIBC 2.36-9) stable release version 2.36");
    assertThat(MachineFacts.banner(new byte[100])).isEmpty();
  }
}
