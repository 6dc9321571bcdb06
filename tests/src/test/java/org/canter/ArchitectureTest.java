// SPDX-License-Identifier: Apache-2.0
package org.canter;

import static com.google.common.truth.Truth.assertThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports go one way: tests see java, java sees native and physics, those see neither. */
@AnalyzeClasses(packages = "org.canter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String KERNELS = "org.canter.kernels..";
  private static final String PHYSICS = "org.canter.physics..";

  @ArchTest
  static final ArchRule kernelsKnowNothingElseOfOurs =
      noClasses()
          .that()
          .resideInAPackage(KERNELS)
          .should()
          .dependOnClassesThat(
              describe(
                  "are of Canter but not of the kernels",
                  type -> isOurs(type) && !isIn(type, "org.canter.kernels")));

  @ArchTest
  static final ArchRule physicsKnowsNothingElseOfOurs =
      noClasses()
          .that()
          .resideInAPackage(PHYSICS)
          .should()
          .dependOnClassesThat(
              describe(
                  "are of Canter but not of physics",
                  type -> isOurs(type) && !isIn(type, "org.canter.physics")));

  @ArchTest
  static final ArchRule kernelBindingsStayInside =
      noClasses()
          .that()
          .resideOutsideOfPackage(KERNELS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.canter.kernels.c..", "org.canter.kernels.presets..");

  @ArchTest
  static final ArchRule physicsBindingsStayInside =
      noClasses()
          .that()
          .resideOutsideOfPackage(PHYSICS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.canter.physics.c..", "org.canter.physics.presets..");

  @ArchTest
  static final ArchRule nothingDependsOnTests =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", "net.jqwik..", "com.google.common.truth..");

  @ArchTest
  static final ArchRule nobodyUsesTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.canter.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.canter.cli..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.canter.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void allModulesWereSeen(JavaClasses classes) {
    assertThat(classes.containPackage("org.canter.kernels")).isTrue();
    assertThat(classes.containPackage("org.canter.physics")).isTrue();
    assertThat(classes.containPackage("org.canter.cli")).isTrue();
  }

  private static boolean isOurs(JavaClass type) {
    return isIn(type, "org.canter");
  }

  private static boolean isIn(JavaClass type, String root) {
    String name = type.getPackageName();
    return name.equals(root) || name.startsWith(root + ".");
  }
}
