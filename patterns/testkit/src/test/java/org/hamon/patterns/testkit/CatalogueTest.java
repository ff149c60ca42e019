// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CatalogueTest {

  private static final Path CATALOGUE = Path.of("../catalogue");

  @TestFactory
  Stream<DynamicTest> everyTestOfTheCatalogueHolds() {
    assertThat(CATALOGUE).isNotEmptyDirectory();
    return Catalogue.tests(CATALOGUE);
  }

  @TestFactory
  Stream<DynamicTest> theOperatorsOfTheJobFindTheSame() {
    assertThat(CATALOGUE).isNotEmptyDirectory();
    return Catalogue.testsInTheOperators(CATALOGUE);
  }
}
