// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Controls and advisories, field by field. */
class NoticeParserTest {

  private static final Instant NOW = Instant.parse("2018-09-05T18:25:00Z");
  private static final long AT = NOW.toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordParser parser = new RecordParser(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void exampleUsage() {
    Control control =
        control(
            "'kind':'maintenance','selector':{'asset':'sub-1'},'by':'op-x',"
                + "'from':'2018-09-05T20:25:00Z','until':'2018-09-05T22:25:00Z'");

    assertThat(control.kind()).isEqualTo(Control.Kind.MAINTENANCE);
    assertThat(control.selects(Control.Target.ASSET, "sub-1")).isTrue();
    assertThat(control.selects(Control.Target.SECTOR, "sub-1")).isFalse();
    assertThat(control.at()).isEqualTo(AT);
    assertThat(control.from()).isEqualTo(AT + 2 * HOUR);
    assertThat(control.until()).isEqualTo(AT + 4 * HOUR);
    assertThat(control.toString()).doesNotContain("op-x");
  }

  @Test
  void controlHoldsFromWhenItWasTold_andSilenceWithoutAnEndForADay() {
    Control silence =
        control("'kind':'silence','selector':{'sector':'ict'},'from':'2018-09-05T10:00:00Z'");
    Control acknowledge = control("'kind':'acknowledge','selector':{'situation':'s-1'}");

    assertThat(silence.from()).isEqualTo(AT);
    assertThat(silence.until()).isEqualTo(AT + 24 * HOUR);
    assertThat(acknowledge.hasEnd()).isFalse();
  }

  @Test
  void overrideSetsWhatTheSelectedHas() {
    Ruling asset =
        control(
                "'kind':'override','selector':{'asset':'a'},"
                    + "'set':{'state':'stopped','cause':'natural'}")
            .set();
    Ruling back = control("'kind':'override','selector':{'asset':'a'},'set':{'state':null}").set();
    Ruling situation =
        control(
                "'kind':'override','selector':{'situation':'s-1'},'set':{'root':'a',"
                    + "'cause':'cyber','failure':'common-cause','verdict':'false-alarm'}")
            .set();
    Ruling warning =
        control("'kind':'override','selector':{'warning':'w-1'},'set':{'priority':'P1'}").set();

    assertThat(asset)
        .extracting(Ruling::state, Ruling::cause)
        .containsExactly(AssetState.STOPPED, Cause.NATURAL);
    assertThat(back.state()).isNull();
    assertThat(back.names(Ruling.STATE)).isTrue();
    assertThat(situation.root()).isEqualTo("a");
    assertThat(situation.cause()).isEqualTo(Cause.CYBER);
    assertThat(situation.failure()).isEqualTo(FailureType.COMMON_CAUSE);
    assertThat(situation.verdict()).isEqualTo(Ruling.FALSE_ALARM);
    assertThat(warning.priority()).isEqualTo("P1");
  }

  @Test
  void withdrawalNamesTheControlThatEnds() {
    Control withdrawal = control("'kind':'withdraw','of':'m7'");

    assertThat(withdrawal.kind()).isEqualTo(Control.Kind.WITHDRAW);
    assertThat(withdrawal.selects(Control.Target.CONTROL, "m7")).isTrue();
    assertThat(withdrawal.from()).isEqualTo(AT);
  }

  @Test
  void commentKeepsItsWordsAndWhoSaidThem() {
    Control comment =
        control("'kind':'comment','by':'op-x','selector':{'situation':'s-1'},'text':'on site'");
    Control inSet =
        control("'kind':'comment','selector':{'situation':'s-1'},'set':{'text':'on site'}");

    assertThat(comment.by()).isEqualTo("op-x");
    assertThat(comment.text()).isEqualTo("on site");
    assertThat(inSet.text()).isEqualTo("on site");
  }

  @Test
  void advisoryKeepsWhatItSays() {
    Advisory advisory =
        advisory(
            "'kind':'hazard','areas':['JP-01','JP'],'sectors':['ict'],'cause':'natural',"
                + "'severity':4,'tlp':'TLP:GREEN','text':'shaking','expires':'2018-09-06T18:25:00Z'");

    assertThat(advisory.kind()).isEqualTo(Advisory.Kind.HAZARD);
    assertThat(advisory.areas()).containsExactly("JP-01", "JP");
    assertThat(advisory.sectors()).containsExactly("ict");
    assertThat(advisory.cause()).isEqualTo(Cause.NATURAL);
    assertThat(advisory.severity()).isEqualTo(4);
    assertThat(advisory.tlp()).isEqualTo(Tlp.GREEN);
    assertThat(advisory.text()).isEqualTo("shaking");
    assertThat(advisory.expires()).isEqualTo(AT + 24 * HOUR);
  }

  @Test
  void advisoryWithoutOptionalFieldsConcernsEverybodyForThreeDays() {
    Advisory advisory = advisory("'kind':'attack-method'");

    assertThat(advisory.tlp()).isEqualTo(Tlp.AMBER_STRICT);
    assertThat(advisory.expires()).isEqualTo(AT + 72 * HOUR);
    assertThat(advisory.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(advisory.severity()).isEqualTo(-1);
    assertThat(advisory.concerns("water")).isTrue();
    assertThat(advisory.covers(null)).isTrue();
  }

  @Test
  void textThatNobodyMayReadIsDroppedAtOnce() {
    assertThat(advisory("'kind':'threat','tlp':'TLP:RED','text':'x'").text()).isNull();
    assertThat(advisory("'kind':'terror','tlp':'TLP:CLEAR','text':'x'").text()).isNull();
    assertThat(advisory("'kind':'crime-report','text':'x'").text()).isNull();
  }

  static Stream<Arguments> badControls() {
    return Stream.of(
        arguments(Reason.MISSING_FIELD, "'kind':null", "no kind"),
        arguments(Reason.UNKNOWN_KIND, "'kind':'destroy'", "kind"),
        arguments(Reason.BAD_TYPE, "'kind':7", "kind is a number"),
        arguments(Reason.MISSING_FIELD, "'id':''", "no id"),
        arguments(Reason.BAD_TIME, "'at':'noon'", "at"),
        arguments(Reason.TIME_BEFORE_1970, "'at':'1969-12-31T23:59:59Z'", "old"),
        arguments(Reason.TIME_IN_FUTURE, "'at':'2018-09-05T20:00:00Z'", "told in the future"),
        arguments(Reason.BAD_TIME, "'from':'x'", "from"),
        arguments(Reason.BAD_TIME, "'until':'x'", "until"),
        arguments(Reason.UNTIL_BEFORE_FROM, "'until':'2018-09-05T18:25:00Z'", "ends at once"),
        arguments(
            Reason.UNTIL_BEFORE_FROM,
            "'from':'2018-09-05T20:00:00Z','until':'2018-09-05T19:00:00Z'",
            "until before from"),
        arguments(Reason.MISSING_FIELD, "'selector':null", "no selector"),
        arguments(Reason.BAD_SELECTOR, "'selector':'a'", "selector is text"),
        arguments(Reason.BAD_SELECTOR, "'selector':{}", "selects nothing"),
        arguments(Reason.BAD_SELECTOR, "'selector':{'asset':'a','sector':'ict'}", "two things"),
        arguments(Reason.BAD_SELECTOR, "'selector':{'moon':'a'}", "unknown thing"),
        arguments(Reason.BAD_SELECTOR, "'selector':{'asset':7}", "a number"),
        arguments(Reason.BAD_SELECTOR, "'selector':{'asset':' '}", "blank"),
        arguments(Reason.UNKNOWN_SECTOR, "'selector':{'sector':'the moon'}", "sector"),
        arguments(Reason.BAD_REGION, "'selector':{'region':'Hokkaido'}", "region"),
        arguments(Reason.BAD_LANE, "'lane':'nowhere'", "lane"),
        arguments(Reason.BAD_SELECTOR, "'kind':'maintenance','selector':{'situation':'s'}", "kind"),
        arguments(Reason.BAD_SELECTOR, "'kind':'acknowledge','selector':{'asset':'a'}", "kind"),
        arguments(Reason.BAD_SELECTOR, "'kind':'override','selector':{'region':'JP-01'}", "kind"),
        arguments(Reason.MISSING_FIELD, "'kind':'override','selector':{'asset':'a'}", "no set"),
        arguments(
            Reason.BAD_SET, "'kind':'override','selector':{'asset':'a'},'set':{}", "empty set"),
        arguments(
            Reason.BAD_SET,
            "'kind':'override','selector':{'asset':'a'},'set':{'cause':'cyber'}",
            "no state"),
        arguments(
            Reason.BAD_SET,
            "'kind':'override','selector':{'asset':'a'},'set':{'state':'normal','root':'b'}",
            "an asset has no root"),
        arguments(
            Reason.UNKNOWN_STATE,
            "'kind':'override','selector':{'asset':'a'},'set':{'state':'odd'}",
            "state"),
        arguments(
            Reason.UNKNOWN_CAUSE,
            "'kind':'override','selector':{'situation':'s'},'set':{'cause':'magic'}",
            "cause"),
        arguments(
            Reason.BAD_SET,
            "'kind':'override','selector':{'situation':'s'},'set':{'verdict':'fine'}",
            "verdict"),
        arguments(
            Reason.BAD_SET,
            "'kind':'override','selector':{'warning':'w'},'set':{'priority':'P9'}",
            "priority"),
        arguments(
            Reason.MISSING_FIELD, "'kind':'comment','selector':{'situation':'s'}", "no text"));
  }

  @Test
  void namesTheWordsThatThereAreWhereAnotherIsWritten() {
    assertThat(parse(Input.CONTROLS, controlWith("'kind':'destroy'")).detail())
        .startsWith("'destroy' is no kind of control; known: ")
        .contains("maintenance", "silence", "withdraw");
    assertThat(parse(Input.ADVISORIES, advisoryWith("'kind':'rumour'")).detail())
        .startsWith("'rumour' is no kind of advisory; known: ")
        .contains("hazard");
    assertThat(
            parse(
                    Input.CONTROLS,
                    controlWith(
                        "'kind':'override','selector':{'warning':'w'},'set':{'priority':'P9'}"))
                .detail())
        .startsWith("'P9' is no priority that can be set; known: P1, P2");
  }

  @ParameterizedTest(name = "{2}: {0}")
  @MethodSource("badControls")
  void refusesABadControl(Reason reason, String fields, String what) {
    Decoded dead = parse(Input.CONTROLS, controlWith(fields));

    assertThat(dead.reason()).as(dead.detail()).isEqualTo(reason);
    assertThat(dead.notice()).isNull();
  }

  static Stream<Arguments> badAdvisories() {
    return Stream.of(
        arguments(Reason.UNKNOWN_KIND, "'kind':'rumour'", "kind"),
        arguments(Reason.MISSING_FIELD, "'kind':''", "no kind"),
        arguments(Reason.MISSING_FIELD, "'at':null", "no time"),
        arguments(Reason.TIME_IN_FUTURE, "'at':'2018-09-05T20:00:00Z'", "told in the future"),
        arguments(Reason.BAD_TYPE, "'areas':'JP-01'", "areas is text"),
        arguments(Reason.BAD_TYPE, "'areas':[7]", "an area is a number"),
        arguments(Reason.BAD_REGION, "'areas':['Hokkaido']", "area"),
        arguments(Reason.UNKNOWN_SECTOR, "'sectors':['ict','The Moon']", "sector"),
        arguments(Reason.UNKNOWN_CAUSE, "'cause':'magic'", "cause"),
        arguments(Reason.BAD_SEVERITY, "'severity':5", "severity"),
        arguments(Reason.BAD_TLP, "'tlp':1", "label is a number"),
        arguments(Reason.BAD_TYPE, "'text':[]", "text is a list"),
        arguments(Reason.BAD_TIME, "'expires':'never'", "expires"),
        arguments(
            Reason.EXPIRES_BEFORE_AT, "'expires':'2018-09-05T18:24:59Z'", "expires before at"),
        arguments(Reason.BAD_LANE, "'lane':'exercise/'", "lane"));
  }

  @ParameterizedTest(name = "{2}: {0}")
  @MethodSource("badAdvisories")
  void refusesABadAdvisory(Reason reason, String fields, String what) {
    Decoded dead = parse(Input.ADVISORIES, advisoryWith(fields));

    assertThat(dead.reason()).as(dead.detail()).isEqualTo(reason);
    assertThat(dead.notice()).isNull();
  }

  private Control control(String fields) {
    Decoded decoded = parse(Input.CONTROLS, controlWith(fields));
    assertThat(decoded.reason()).as(decoded.detail()).isNull();
    return decoded.notice().control();
  }

  private Advisory advisory(String fields) {
    Decoded decoded = parse(Input.ADVISORIES, advisoryWith(fields));
    assertThat(decoded.reason()).as(decoded.detail()).isNull();
    return decoded.notice().advisory();
  }

  private static String controlWith(String fields) {
    return record(
        "'id':'m1','kind':'silence','at':'2018-09-05T18:25:00Z','selector':{'asset':'a'}", fields);
  }

  private static String advisoryWith(String fields) {
    return record("'id':'q1','kind':'hazard','at':'2018-09-05T18:25:00Z'", fields);
  }

  /** The usual fields, but for those that are given. */
  private static String record(String usual, String fields) {
    try {
      ObjectNode record = (ObjectNode) JSON.readTree(object(usual));
      record.setAll((ObjectNode) JSON.readTree(object(fields)));
      return record.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected fields of JSON, but got " + fields, e);
    }
  }

  private static String object(String fields) {
    return ("{" + fields + "}").replace('\'', '"');
  }

  private Decoded parse(Input input, String json) {
    return parser.parse(
        input,
        new Origin(input.topic(), 0, 1),
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
