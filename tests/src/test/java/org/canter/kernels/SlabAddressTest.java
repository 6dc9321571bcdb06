// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * No address reaches a native call unchecked: one of the host would end the work of a GPU, one of a
 * GPU would end the virtual machine.
 */
@AnalyzeClasses(
    packages = "org.canter.kernels",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SlabAddressTest {
  @ArchTest
  static final ArchRule wrappersAskTheContextForAddresses =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Slab.class, KernelContext.class, OperatorCall.class)
          .should()
          .callMethod(Slab.class, "pointer");

  @ArchTest
  static final ArchRule onlyOneClassTouchesThePresetsOfCuda =
      noClasses()
          .that()
          .doNotBelongToAnyOf(CudaCalls.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.cuda..");
}
