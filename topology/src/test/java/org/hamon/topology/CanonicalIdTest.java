// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalIdTest {

  @Test
  void exampleUsage() {
    assertThat(CanonicalId.of("　変電所-7\u00A0")).isEqualTo("変電所-7");
    assertThat(CanonicalId.fault("pump 3")).contains("character 5 is a blank, U+0020 (space)");
  }

  @Test
  void keepsTheObjectOfAnIdThatIsCanonicalAlready() {
    for (String id : List.of("pump-3", "arn:aws@x://y?z=1", "変電所-7", "Zürich", "a".repeat(200))) {
      assertThat(CanonicalId.of(id)).isSameAs(id);
      assertThat(CanonicalId.fault(id)).isEmpty();
    }
  }

  @Test
  void composesWhatSomeSystemsWriteInPieces() {
    String composed = "ポンプ-ガス";
    String decomposed = Normalizer.normalize(composed, Form.NFD);

    assertThat(decomposed).isNotEqualTo(composed);
    assertThat(CanonicalId.of(decomposed)).isEqualTo(composed);
  }

  @Test
  void cutsBlanksOfEveryKindAround() {
    for (String blank :
        List.of(
            " ", "\t", "\r\n", "\u00A0", "\u3000", "\u2003", "\u202F", "\u200B", "\u200D", "\u2060",
            "\uFEFF", "\u00AD", "\u200E", "\u2028", "\u0085", "\u3164", "\u2800")) {
      assertThat(CanonicalId.of(blank + "ab" + blank + blank)).as(blank).isEqualTo("ab");
      assertThat(CanonicalId.of("a" + blank + "b")).as(blank).isNull();
      assertThat(CanonicalId.of(blank)).as(blank).isNull();
    }
  }

  @Test
  void leavesLettersOfOtherWidthOrCaseApart() {
    assertThat(CanonicalId.of("BTS-1")).isEqualTo("BTS-1");
    assertThat(CanonicalId.of("bts-1")).isEqualTo("bts-1");
    assertThat(CanonicalId.of("\uFF22TS-1")).isEqualTo("\uFF22TS-1");
  }

  @Test
  void refusesWhatIsNoText() {
    for (String none :
        List.of("\u0000", "\u001b", "\u007f", "\u009b", "\ud800", "\udc00", "\uFFFF")) {
      assertThat(CanonicalId.of("a" + none + "b")).isNull();
      assertThat(CanonicalId.of("a" + none)).isNull();
      assertThat(CanonicalId.fault("a" + none)).get().asString().contains("is no text");
    }
  }

  @Test
  void leavesOutBlanksWhereAskedTo() {
    assertThat(CanonicalId.stripped("\uFEFF a b\u3000")).isEqualTo("a b");
    assertThat(CanonicalId.joined("\uFEFF a\u200B b\u3000")).isEqualTo("ab");
  }

  @Test
  void countsCharactersAsAPersonDoes() {
    assertThat(CanonicalId.of("𠮟".repeat(200))).isNotNull();
    assertThat(CanonicalId.of("𠮟".repeat(201))).isNull();
    assertThat(CanonicalId.of(Normalizer.normalize("が".repeat(200), Form.NFD))).isNotNull();
    assertThat(CanonicalId.of(" ".repeat(5_000) + "a")).isEqualTo("a");
    assertThat(CanonicalId.fault("x".repeat(10_000_000)))
        .contains("it has more than 200 characters");
    assertThat(CanonicalId.fault("")).contains("it is empty");
  }

  @Property(tries = 5_000)
  void staysAsItIsOnceCanonical(@ForAll String text) {
    String once = CanonicalId.of(text);

    assertThat(CanonicalId.fault(text).isEmpty()).isEqualTo(once != null);
    if (once != null) {
      assertThat(CanonicalId.of(once)).isSameAs(once);
      assertThat(CanonicalId.of(Normalizer.normalize(text, Form.NFD))).isEqualTo(once);
    }
  }
}
