// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.canter.kernels.c.KernelsApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each status becomes an exception of its own kind, with the library's text. */
class StatusTest {
  @ParameterizedTest
  @CsvSource({
    "1, KernelArgumentException",
    "2, KernelShapeException",
    "3, KernelArgumentException",
    "4, NonFiniteException",
    "5, AliasedBufferException",
    "6, BufferTooSmallException",
    "7, KernelStateException",
    "8, BusyException",
    "9, KernelMemoryException",
    "10, UnsupportedKernelException",
    "11, KernelInternalException"
  })
  void everyStatusHasItsException(int status, String type) {
    KernelException exception = Status.exception(status, "the text");
    assertThat(exception.getClass().getSimpleName()).isEqualTo(type);
    assertThat(exception).hasMessageThat().isEqualTo("the text");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 12, Integer.MAX_VALUE})
  void anUnknownStatusIsADefect(int status) {
    KernelException exception = Status.exception(status, "the text");
    assertThat(exception).isInstanceOf(KernelInternalException.class);
    assertThat(exception).hasMessageThat().contains("status " + status);
    assertThat(exception).hasMessageThat().contains("rebuild");
  }

  @Test
  void okPassesAndARefusalCarriesTheTextOfTheLibrary() {
    NativeKernels.load();
    Status.check(KernelsApi.CANTER_OK);
    KernelArgumentException refused =
        assertThrows(
            KernelArgumentException.class,
            () -> KernelContext.create(KernelContext.Options.of(Real.F32, 0)));
    assertThat(refused).hasMessageThat().contains("threads");
    assertThat(refused).hasMessageThat().contains("0");
  }

  @Test
  void theCodesOfTheEnumsAreTheHeadersAndStartAtZero() {
    for (Activation activation : Activation.values()) {
      assertThat(activation.code()).isEqualTo(activation.ordinal());
    }
    for (Initialization initialization : Initialization.values()) {
      assertThat(initialization.code()).isEqualTo(initialization.ordinal());
    }
    for (StepKind kind : StepKind.values()) {
      assertThat(StepKind.of(kind.code())).isEqualTo(kind);
      assertThat((int) kind.code()).isEqualTo(kind.ordinal());
    }
    for (ObjectiveKind kind : ObjectiveKind.values()) {
      assertThat(kind.code()).isEqualTo(kind.ordinal());
    }
    for (SolveOutcome outcome : SolveOutcome.values()) {
      assertThat(SolveOutcome.of(outcome.code())).isEqualTo(outcome);
    }
    for (InstructionSet isa : InstructionSet.values()) {
      assertThat(InstructionSet.of(isa.code())).isEqualTo(isa);
    }
    assertThrows(KernelArgumentException.class, () -> StepKind.of((byte) 4));
    assertThrows(KernelInternalException.class, () -> SolveOutcome.of(4));
    assertThrows(KernelInternalException.class, () -> InstructionSet.of(5));
  }

  @Test
  void aLibraryOfAnotherBuildIsRefused() {
    NativeContract.compare("canter_status_name(2)", "CANTER_BAD_SHAPE", "CANTER_BAD_SHAPE");
    KernelLoadException refused =
        assertThrows(
            KernelLoadException.class,
            () -> NativeContract.compare("canter_status_name(2)", "CANTER_BAD_SHAPE", "NEW"));
    assertThat(refused).hasMessageThat().contains("canter_status_name(2) is NEW");
    assertThat(refused).hasMessageThat().contains("different builds");
  }

  @Test
  void theBestInstructionSetIsAvailable() {
    assertThat(InstructionSet.best().isAvailable()).isTrue();
    assertThat(InstructionSet.PLAIN.isAvailable()).isTrue();
    try (KernelContext context = KernelContext.f32(1)) {
      assertThat(context.isa()).isEqualTo(InstructionSet.best());
      assertThat(context.threads()).isEqualTo(1);
      assertThat(context.real()).isEqualTo(Real.F32);
    }
  }
}
