// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @Property(tries = 1_000)
  void agreesWithTheLibraryToTheLastBit(
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long digits,
      @ForAll @IntRange(min = 0, max = 15) int places) {
    String text = java.math.BigDecimal.valueOf(digits, places).toPlainString();

    assertThat(Numbers.number(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "-", "1.2.3", "0x10", "NaN", "1_000", "1e", "--1", "Infinity"})
  void refusesWhatIsNoNumber(String text) {
    assertThat(Numbers.number(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.", ".5", "+3", "1e3", "-0", "12345678901234567890.5"})
  void takesWhatIsOne(String text) {
    assertThat(Numbers.number(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "120000.0, 120000",
    "3.5e4, 35000",
    "1.2E+5, 120000",
    "1.0, 1",
    "-2.00, -2",
    "120_000, 120000",
    "9007199254740993, 9007199254740993",
    "1e18, 1000000000000000000"
  })
  void takesWholeNumbersAsProgramsWriteThem(String text, long number) {
    assertThat(Numbers.whole(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "1e-3", "1.2e0", "12.000", "1__0", "_1", "1e30", "", "x", "1,0"})
  void refusesWhatIsNoWholeNumberOrMayBeAnother(String text) {
    assertThat(Numbers.whole(text)).isEmpty();
  }
}
