// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a record holds makes reading it fail, and no key of it may be there twice. */
class PoisonTest {

  private static final Origin ORIGIN = new Origin("some-topic", 3, 17);

  private final RecordParser parser = new RecordParser(null);

  @Test
  void exampleUsage() {
    Decoded dead = parse(Input.TELEMETRY, with(Input.TELEMETRY, "'extra':" + nested(100)));

    assertThat(dead.reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(dead.detail()).isEqualTo("objects and lists lie more than 100 deep in each other");
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        arguments(Reason.TOO_DEEP, "'extra':" + nested(99), "'extra':" + nested(100)),
        arguments(Reason.TOO_DEEP, "'extra':" + nested(9), "'extra':" + nested(5_000)),
        arguments(Reason.TOO_LONG, "'extra':" + "7".repeat(1_000), "'extra':" + "7".repeat(1_001)),
        arguments(Reason.TOO_LONG, "'extra':-1e9", "'extra':0." + "7".repeat(1_100)),
        arguments(Reason.TOO_LONG, "'extra':1e0", "'extra':1e" + "7".repeat(1_100)),
        arguments(
            Reason.TOO_LONG, "'" + "n".repeat(1_000) + "':1", "'" + "n".repeat(1_001) + "':1"),
        arguments(Reason.TOO_LONG, "'é':1", "'" + "é".repeat(60_000) + "':1"),
        arguments(Reason.TOO_MANY_FIELDS, "'extra':" + object(9_000), "'extra':" + object(10_000)));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("limits")
  void holdsWhatLimitsAllowAndNotMore(Reason reason, String within, String beyond) {
    for (Input input : Input.values()) {
      for (boolean envelope : new boolean[] {false, true}) {
        String good = with(input, within);
        String bad = with(input, beyond);
        assertThat(
                parse(input, envelope ? enveloped(good.replace(nested(99), "1")) : good).reason())
            .as("%s %s", input, envelope)
            .isNull();
        assertThat(parse(input, envelope ? enveloped(bad) : bad).reason())
            .as("%s %s", input, envelope)
            .isEqualTo(reason);
        assertThat(parse(input, packed(bad)).reason()).as("%s packed", input).isEqualTo(reason);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tlp':'TLP:RED','tlp':'TLP:CLEAR'",
        "'lane':'exercise/e','lane':'actual'",
        "'lane':'exercise/e','\\u006cane':'actual'",
        "'extra':{'a':1,'a':1}",
        "'extra':[{'deep':[{'a':null,'b':2,'a':3}]}]",
        "'extra':1,'extra':1",
        "'':1,'':2",
        "'a1':1,'a2':1,'a3':1,'a4':1,'a5':1,'a6':1,'a7':1,'a8':1,'a9':1,'a9':1"
      })
  void keyThatIsThereTwiceIsADeadLetter(String fields) {
    for (Input input : Input.values()) {
      String twice = with(input, fields);
      for (String text : new String[] {twice, enveloped(twice), packed(twice)}) {
        Decoded dead = parse(input, text);
        assertThat(dead.reason()).as("%s %s", input, text).isEqualTo(Reason.DUPLICATE_KEY);
        assertThat(dead.detail()).contains("twice");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Input.class)
  void keyOfAnEnvelopeThatIsThereTwiceIsADeadLetter(Input input) {
    String envelope = enveloped(plain(input));
    for (String more :
        new String[] {"'id':'2'", "'specversion':'1.0'", "'data':{}", "'x':{'y':1,'y':1}"}) {
      assertThat(parse(input, more(envelope, more)).reason())
          .as("%s %s", input, more)
          .isEqualTo(Reason.DUPLICATE_KEY);
    }
  }

  @Test
  void everyFieldOfAReadingIsNamedWhereItIsThereTwice() {
    for (String field : new String[] {"asset", "metric", "value", "time", "tlp", "lane"}) {
      String once = more(plain(Input.TELEMETRY), "'tlp':'TLP:RED','lane':'test'");
      Decoded dead = parse(Input.TELEMETRY, more(once, "'" + field + "':'x'"));

      assertThat(dead.reason()).isEqualTo(Reason.DUPLICATE_KEY);
      assertThat(dead.detail()).isEqualTo("an object has the key '" + field + "' twice");
    }
  }

  @ParameterizedTest
  @EnumSource(Input.class)
  void nothingIsBelievedOfALaneThatIsToldTwice(Input input) {
    String twice = with(input, "'lane':'test','lane':'exercise/e'");

    assertThat(parse(input, twice).lane()).isEqualTo("actual");
    assertThat(parse(input, with(input, "'lane':'test','x':1,'x':1")).lane()).isEqualTo("test");
  }

  @ParameterizedTest
  @EnumSource(Input.class)
  void sameKeyInDifferentObjectsIsFine(Input input) {
    String record = with(input, "'x':[{'a':1},{'a':{'a':2}}],'a':{'lane':1,'x':2}");

    assertThat(parse(input, record).reason()).isNull();
    assertThat(parse(input, enveloped(record)).reason()).isNull();
  }

  static Stream<Arguments> badWords() {
    return Stream.of("\\ud800", "a\\udfff", "a\\ud83d-b", "a\\u0000b", "a\\u001b[2Jb", "a\\u0085b")
        .flatMap(
            word ->
                Stream.of(
                    arguments(Input.TELEMETRY, "asset", word),
                    arguments(Input.TELEMETRY, "metric", word),
                    arguments(Input.FAILURE_REPORTS, "asset", word),
                    arguments(Input.FAILURE_REPORTS, "id", word),
                    arguments(Input.CONTROLS, "id", word),
                    arguments(Input.ADVISORIES, "id", word)));
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @MethodSource("badWords")
  void idThatNoOutputCanHoldIsADeadLetter(Input input, String field, String word) {
    String text = plain(input).replaceFirst("'" + field + "':'[^']*'", "'" + field + "':'%s'");

    assertThat(parse(input, text.formatted(word)).reason()).isEqualTo(Reason.BAD_TEXT);
    assertThat(parse(input, text.formatted("電所\\ud83d\\ude00")).reason()).isNull();
    assertThat(parse(input, text.formatted("a".repeat(257))).reason()).isEqualTo(Reason.TOO_LONG);
    assertThat(parse(input, text.formatted("a".repeat(200))).reason()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Input.class)
  void halfACharacterInTheNameOfAFieldIsADeadLetter(Input input) {
    for (String name : new String[] {"\\ud800", "abc\\udc00", "long-name-\\ud83d-of-a-field"}) {
      String record = with(input, "'" + name + "':1");
      for (String text : new String[] {record, enveloped(record), packed(record)}) {
        assertThat(parse(input, text).isDead()).as(text).isTrue();
      }
    }
  }

  @Test
  void halfACharacterInATextForPeopleIsReplaced() {
    Decoded comment =
        parse(
            Input.CONTROLS,
            "{'id':'c','kind':'comment','at':'2018-09-05T18:25:00Z','by':'x\\ud800',"
                + "'selector':{'asset':'a'},'text':'cut \\ud83d'}");
    Decoded advisory = parse(Input.ADVISORIES, with(Input.ADVISORIES, "'text':'\\udc00 cut'"));
    Decoded report =
        parse(
            Input.FAILURE_REPORTS,
            with(Input.FAILURE_REPORTS, "'text':'cut \\ud83d','x':'\\ud800','reporter':'\\ud800'"));

    assertThat(comment.notice().control().text()).isEqualTo("cut \uFFFD");
    assertThat(comment.notice().control().by()).isEqualTo("x\uFFFD");
    assertThat(advisory.notice().advisory().text()).isEqualTo("\uFFFD cut");
    assertThat(report.reason()).isNull();
  }

  @Test
  void textForPeopleIsCutToWhatAPersonReads() {
    Decoded advisory =
        parse(Input.ADVISORIES, with(Input.ADVISORIES, "'text':'" + "長".repeat(60_000) + "'"));

    assertThat(advisory.notice().advisory().text()).hasSize(10_000).endsWith("長…");
  }

  @Test
  void halfACharacterInAPatternOrInATopologyIsADeadLetter() {
    for (String part :
        new String[] {"'name':'\\ud800'", "'name':{'ja':'\\ud800'}", "'x':['\\udc00']"}) {
      assertThat(
              parse(
                      Input.TOPOLOGY_CHANGES,
                      plain(Input.TOPOLOGY_CHANGES).replace("'id':'a'", "'id':'a'," + part))
                  .reason())
          .isEqualTo(Reason.BAD_TEXT);
      assertThat(
              parse(Input.PATTERNS, plain(Input.PATTERNS).replace("'id':'p'", "'id':'p'," + part))
                  .reason())
          .isEqualTo(Reason.BAD_TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "NaN", "-Infinity"})
  void numberOfAnySizeIsReadAtOnce(String number) {
    for (Input input : Input.values()) {
      assertThat(parse(input, with(input, "'extra':" + number)).reason()).as(number).isNull();
    }
    assertThat(
            parse(Input.FAILURE_REPORTS, with(Input.FAILURE_REPORTS, "'severity':" + number))
                .reason())
        .isEqualTo(number.startsWith("1e-") ? null : Reason.BAD_SEVERITY);
    for (String field : new String[] {"people", "every", "x"}) {
      assertThat(
              parse(
                      Input.TOPOLOGY_CHANGES,
                      "{'validFrom':'2018-09-05T18:25:00Z','op':'upsert-asset',"
                          + "'value':{'id':'a','name':'A','sector':'ict','"
                          + field
                          + "':"
                          + number
                          + "}}")
                  .reason())
          .as(field)
          .isEqualTo(number.startsWith("1e-") && field.equals("people") ? null : Reason.BAD_VALUE);
    }
  }

  @Test
  void manyNamesOfOneRecordDoNotReachTheNext() {
    for (int i = 0; i < 300; i++) {
      String many = "'extra':{" + fields(i * 100_000, 9_900) + "}";
      assertThat(parse(Input.TELEMETRY, with(Input.TELEMETRY, many)).reason()).isNull();
    }
    assertThat(parse(Input.TELEMETRY, plain(Input.TELEMETRY)).reason()).isNull();
  }

  private Decoded parse(Input input, String text) {
    return parser.parse(input, ORIGIN, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String plain(Input input) {
    return switch (input) {
      case TELEMETRY -> "{'asset':'a','metric':'m','value':1,'time':'2018-09-05T18:25:00Z'}";
      case FAILURE_REPORTS ->
          "{'id':'r1','asset':'a','state':'normal','reportedAt':'2018-09-05T18:25:00Z'}";
      case TOPOLOGY_CHANGES ->
          "{'validFrom':'2018-09-05T18:25:00Z','op':'remove-asset','value':{'id':'a'}}";
      case PATTERNS -> "{'validFrom':'2018-09-05T18:25:00Z','op':'remove','pattern':{'id':'p'}}";
      case CONTROLS ->
          "{'id':'m1','kind':'silence','at':'2018-09-05T18:25:00Z','selector':{'sector':'ict'}}";
      case ADVISORIES -> "{'id':'q1','kind':'hazard','at':'2018-09-05T18:25:00Z'}";
    };
  }

  private static String with(Input input, String fields) {
    return more(plain(input), fields);
  }

  private static String more(String object, String fields) {
    return object.substring(0, object.length() - 1) + "," + fields + "}";
  }

  private static String enveloped(String data) {
    return "{'specversion':'1.0','id':'1','source':'s','type':'t','data':" + data + "}";
  }

  private static String packed(String data) {
    byte[] bytes = data.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return "{'specversion':'1.0','id':'1','source':'s','type':'t','data_base64':'"
        + Base64.getEncoder().encodeToString(bytes)
        + "'}";
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String object(int fields) {
    return "{" + fields(0, fields) + "}";
  }

  private static String fields(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> "'f" + i + "':1")
        .collect(Collectors.joining(","));
  }
}
