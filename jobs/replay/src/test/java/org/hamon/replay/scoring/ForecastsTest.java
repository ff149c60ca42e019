// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ForecastsTest {

  private static final Offset<Double> NEARLY = within(1e-9);

  private final Forecasts forecasts = new Forecasts(asset -> !asset.equals("unheard"));

  @Test
  void exampleUsage() {
    take("s", "open", impact("a", "forecast", 0.8), impact("b", "forecast", 0.3));
    take("s", "open", impact("a", "confirmed", 1), impact("b", "forecast", 0.1));
    take("s", "closed", impact("a", "confirmed", 1), impact("b", "averted", 0));

    assertThat(forecasts.count()).isEqualTo(2);
    // a: 0.2^2; b: the mean of 0.3^2 and 0.1^2
    assertThat(forecasts.brier().orElseThrow()).isCloseTo((0.04 + 0.05) / 2, NEARLY);
    assertThat(forecasts.brierOfFirst().orElseThrow()).isCloseTo((0.04 + 0.09) / 2, NEARLY);
    assertThat(forecasts.brierOfClimatology().orElseThrow()).isCloseTo(0.25, NEARLY);
    assertThat(forecasts.bins())
        .extracting(Forecasts.Bin::from, Forecasts.Bin::forecasts, Forecasts.Bin::happened)
        .containsExactly(tuple(0.1, 0.5, 0.0), tuple(0.3, 0.5, 0.0), tuple(0.8, 1.0, 1.0));
  }

  @Test
  void whatFailedHasComeTrue_andWhatIsToldAfterItCameBackIsAnotherForecast() {
    take("s", "open", impact("a", "forecast", 0.8));
    take("s", "open", impact("a", "confirmed", 1));
    take("s", "open", impact("a", "forecast", 0.3));
    take("s", "closed", impact("a", "averted", 0));

    assertThat(forecasts.count()).isEqualTo(2);
    assertThat(forecasts.brier().orElseThrow()).isCloseTo((0.04 + 0.09) / 2, NEARLY);
    assertThat(forecasts.brierOfClimatology().orElseThrow()).isCloseTo(0.25, NEARLY);
  }

  @Test
  void aForecastThatEndedAndIsTakenUpAgainIsOne() {
    take("s", "open", impact("a", "forecast", 0.8));
    take("s", "open", impact("a", "expired", 0));
    take("s", "open", impact("a", "forecast", 0.4));
    take("s", "closed", impact("a", "confirmed", 1));

    assertThat(forecasts.count()).isOne();
    assertThat(forecasts.brier().orElseThrow()).isCloseTo((0.04 + 0.36) / 2, NEARLY);
  }

  @Test
  void whatIsToldOnceTheSituationWasOpenedAgainIsAnotherForecast() {
    take("s", "open", impact("a", "forecast", 0.8));
    take("s", "closed", impact("a", "averted", 0));
    take("s", "open", impact("a", "forecast", 0.4));
    take("s", "open", impact("a", "confirmed", 1));

    assertThat(forecasts.count()).isEqualTo(2);
    assertThat(forecasts.brier().orElseThrow()).isCloseTo((0.64 + 0.36) / 2, NEARLY);
  }

  @Test
  void whatIsOpenAtTheEndSaysNothing() {
    take("s", "open", impact("a", "forecast", 0.8));

    assertThat(forecasts.count()).isZero();
    assertThat(forecasts.brier()).isEmpty();
    assertThat(forecasts.bins()).isEmpty();
  }

  @Test
  void closingDecidesWhatDidNotHappen() {
    take("s", "open", impact("a", "forecast", 0.5));
    take("s", "closed", impact("a", "forecast", 0.5));

    assertThat(forecasts.brier().orElseThrow()).isCloseTo(0.25, NEARLY);
  }

  @Test
  void whatNobodyExpectsToHearIsLeftOut_alsoIfItWasHeardToFail() {
    take("s", "open", impact("unheard", "forecast", 0.8));
    take("s", "closed", impact("unheard", "confirmed", 1));

    assertThat(forecasts.count()).isZero();
  }

  @Test
  void whatWasNeverForecastIsNoForecast() {
    take("s", "closed", impact("a", "confirmed", 1));

    assertThat(forecasts.count()).isZero();
  }

  @Test
  void aSituationThatAnotherTookOverIsLeftOut() {
    take("s", "open", impact("a", "forecast", 0.8));
    forecasts.take(
        "{\"id\":\"s\",\"lane\":\"actual\",\"status\":\"closed\",\"successor\":\"t\",\"forecast\":[%s]}"
            .formatted(impact("a", "confirmed", 1)));

    assertThat(forecasts.count()).isZero();
  }

  private void take(String id, String status, String... impacts) {
    forecasts.take(
        "{\"id\":\"%s\",\"lane\":\"actual\",\"status\":\"%s\",\"forecast\":[%s]}"
            .formatted(id, status, String.join(",", impacts)));
  }

  private static String impact(String asset, String status, double likelihood) {
    return "{\"asset\":\"%s\",\"status\":\"%s\",\"likelihood\":%s}"
        .formatted(asset, status, likelihood);
  }
}
