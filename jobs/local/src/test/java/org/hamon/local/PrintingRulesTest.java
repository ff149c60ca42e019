// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.io.PrintWriter;

@AnalyzeClasses(packages = "org.hamon.local", importOptions = ImportOption.DoNotIncludeTests.class)
class PrintingRulesTest {

  @ArchTest
  static final ArchRule onlyTheConsolePrints =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Console.class.getName())
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethodWhere(target(owner(assignableTo(PrintStream.class))))
          .orShould()
          .callMethodWhere(target(owner(assignableTo(PrintWriter.class))))
          .because(
              "it makes what others wrote visible, so that nothing of it acts on a terminal. Hand it"
                  + " a line");

  @ArchTest
  static final ArchRule onlyThePictureWritesPastIt =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(DemoCommand.class.getName())
          .should()
          .callMethod(Console.class, "picture", String.class)
          .because("what it is given goes to the terminal as it is. Use line or note");
}
