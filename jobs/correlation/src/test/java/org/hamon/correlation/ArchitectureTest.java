// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

@AnalyzeClasses(packages = "org.hamon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule topologyAndLanguageKnowNothingOfFlink =
      noClasses()
          .that()
          .resideInAnyPackage("org.hamon.topology..", "org.hamon.patterns.language..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..")
          .because(
              "an analyst uses them without a cluster. Move what needs Flink to the compiler, the"
                  + " engine or the job");

  @ArchTest
  static final ArchRule stagesOnlyLookBack =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("decode")
          .definedBy("org.hamon.correlation.decode..")
          .layer("health")
          .definedBy("org.hamon.correlation.health..")
          .layer("heed")
          .definedBy("org.hamon.correlation.heed..")
          .layer("engine")
          .definedBy("org.hamon.patterns.engine..")
          .layer("situation")
          .definedBy("org.hamon.correlation.situation..")
          .layer("warn")
          .definedBy("org.hamon.correlation.warn..")
          .whereLayer("warn")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("situation")
          .mayOnlyBeAccessedByLayers("warn")
          .whereLayer("heed")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("health")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("decode")
          .mayOnlyBeAccessedByLayers("health")
          .because(
              "a reading's way is read from left to right. A stage says what it found in a record of"
                  + " its own; put shared words into topology or patterns.language");

  @ArchTest
  static final ArchRule nothingReadsTheClock =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.hamon.topology..", "org.hamon.patterns..", "org.hamon.correlation..")
          .and()
          .doNotHaveFullyQualifiedName("org.hamon.correlation.Main")
          .and()
          .doNotHaveFullyQualifiedName("org.hamon.patterns.engine.PatternCosts") // for metrics
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .because(
              "results would depend on when they are computed. Take the time from the record or the"
                  + " watermark; live sources get a Clock from Main");

  @ArchTest
  static final ArchRule operatorsAreHidden =
      classes()
          .that(assignableTo(AbstractStreamOperator.class))
          .or()
          .areAssignableTo(org.apache.flink.api.common.functions.RichFunction.class)
          .should()
          .bePackagePrivate()
          .andShould()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
          .because("a stage is used through its entry class. Add the operator there");

  @ArchTest
  static final ArchRule nobodyPrints =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.hamon.topology..", "org.hamon.patterns..", "org.hamon.correlation..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("only the command line speaks to people. Return a finding or say an output");
}
