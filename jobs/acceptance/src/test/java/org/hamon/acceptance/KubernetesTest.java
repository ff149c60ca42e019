// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hamon.correlation.config.RunConfig;
import org.hamon.topology.Finding;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manifests against the definitions of the Flink Kubernetes Operator, which are not part of
 * this checkout: {@code -Dhamon.operator.crds=DIR} or {@code HAMON_OPERATOR_CRDS} says where {@code
 * flinkdeployments.yml} lies; if nobody says, they are looked for in the data beside the checkout.
 * Without it the tests that need it are skipped.
 */
class KubernetesTest {

  private static final String BESIDE_THE_CHECKOUT = "../../../shared/data/flink-operator-crd";
  private static final Path KUBERNETES = Path.of("../../deploy/kubernetes");
  private static final Path BASE = KUBERNETES.resolve("base");
  private static final Path DOCKERFILE = Path.of("../../deploy/image/Dockerfile");

  @ParameterizedTest
  @MethodSource("deployments")
  void isWhatTheOperatorTakes(Path file) {
    for (JsonNode deployment : Manifests.read(file)) {
      assertThat(Manifests.wrong(definition(), deployment)).as(file.toString()).isEmpty();
    }
  }

  @Test
  void keyThatIsMisspeltIsFound() {
    assertThat(wrongWith(node -> spec(node).set("jobManger", spec(node).remove("jobManager"))))
        .singleElement()
        .asString()
        .contains("jobManger");
    assertThat(wrongWith(node -> job(node).put("paralellism", 2)))
        .singleElement()
        .asString()
        .contains("paralellism");
    assertThat(
            wrongWith(
                node ->
                    ((ObjectNode)
                            spec(node)
                                .path("podTemplate")
                                .path("spec")
                                .path("containers")
                                .path(0)
                                .path("securityContext"))
                        .put("readOnlyRootFileSystem", true)))
        .singleElement()
        .asString()
        .contains("readOnlyRootFileSystem");
  }

  @Test
  void valueThatIsNoneIsFound() {
    assertThat(wrongWith(node -> job(node).put("upgradeMode", "blue-green"))).isNotEmpty();
    assertThat(wrongWith(node -> job(node).put("parallelism", "many"))).isNotEmpty();
    assertThat(wrongWith(node -> spec(node).put("flinkVersion", "v2_99"))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void everythingAKustomizationNamesIsThere(Path file) {
    JsonNode kustomization = Manifests.read(file).get(0);
    List<String> named = new ArrayList<>();
    kustomization.path("resources").forEach(name -> named.add(name.asText()));
    kustomization.path("configurations").forEach(name -> named.add(name.asText()));
    kustomization.path("patches").forEach(patch -> named.add(patch.path("path").asText()));
    kustomization
        .path("configMapGenerator")
        .forEach(map -> map.path("files").forEach(name -> named.add(name.asText())));

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(file.resolveSibling(name)).as(name).exists());
  }

  @Test
  void everyFileOfTheBaseIsNamed() {
    String kustomization = text(BASE.resolve("kustomization.yaml"));

    assertThat(Manifests.files(BASE))
        .extracting(file -> file.getFileName().toString())
        .filteredOn(name -> !name.equals("kustomization.yaml"))
        .allMatch(kustomization::contains);
  }

  @Test
  void whatIsMountedIsDefined() {
    JsonNode pod = spec(deployment()).path("podTemplate").path("spec");
    Set<String> volumes = names(pod.path("volumes"));

    assertThat(names(pod.path("containers").path(0).path("volumeMounts"))).isEqualTo(volumes);
    assertThat(text(BASE.resolve("kustomization.yaml")))
        .contains("name: hamon-config", "name: hamon-topology");
  }

  @Test
  void jarAndPathsAreThoseOfTheImage() {
    String dockerfile = text(DOCKERFILE);
    JsonNode job = spec(deployment()).path("job");

    assertThat(dockerfile)
        .contains(job.path("jarURI").asText().substring("local://".length()))
        .contains("flink:2.2.1-java17")
        .contains("/opt/hamon/patterns", "/opt/hamon/topology");
    assertThat(job.path("entryClass").asText())
        .isEqualTo(org.hamon.correlation.Main.class.getName());
    assertThat(spec(deployment()).path("flinkVersion").asText()).isEqualTo("v2_2");
  }

  @Test
  void configurationsAreOnesThatTheJobTakes() throws IOException {
    for (Path file : List.of(BASE, KUBERNETES.resolve("overlays/example"))) {
      Path here = Files.createTempDirectory("hamon-config");
      Path secret = Files.writeString(here.resolve("client.properties"), "");
      RunConfig config =
          RunConfig.read(file.resolve("hamon.yaml"), Map.of("propertiesFile", secret.toString()));
      assertThat(config.patterns()).isEqualTo(Path.of("/opt/hamon/patterns"));
      assertThat(config.topics().create()).isFalse();
    }
    assertThat(TopologyReader.read(BASE.resolve("topology.yaml")).findings())
        .filteredOn(Finding::isError)
        .isEmpty();
  }

  @Test
  void settingsOfFlinkAreOnesThatFlinkKnows() {
    Set<String> known = FlinkOptions.keys();

    spec(deployment())
        .path("flinkConfiguration")
        .fieldNames()
        .forEachRemaining(
            key ->
                assertThat(
                        known.contains(key)
                            || key.startsWith("kubernetes.operator.")
                            || key.startsWith("metrics.reporter.prom."))
                    .as(key)
                    .isTrue());
  }

  @Test
  void nobodyIsRootAndNothingIsSecret() {
    JsonNode pod = spec(deployment()).path("podTemplate").path("spec");

    assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
    for (JsonNode variable : pod.path("containers").path(0).path("env")) {
      assertThat(variable.path("valueFrom").has("secretKeyRef")).as(variable.toString()).isTrue();
    }
    for (Path file : Manifests.files(KUBERNETES)) {
      assertThat(text(file)).as(file.toString()).doesNotContainIgnoringCase("password=");
    }
  }

  static List<Path> deployments() {
    return Manifests.files(KUBERNETES).stream()
        .filter(file -> text(file).contains("kind: FlinkDeployment\nmetadata:"))
        .toList();
  }

  static List<Path> kustomizations() {
    return Manifests.files(KUBERNETES).stream()
        .filter(file -> file.endsWith("kustomization.yaml"))
        .toList();
  }

  private static Set<String> wrongWith(Consumer<JsonNode> mistake) {
    JsonNode deployment = deployment();
    mistake.accept(deployment);
    return Manifests.wrong(definition(), deployment);
  }

  private static JsonNode deployment() {
    return Manifests.read(BASE.resolve("flinkdeployment.yaml")).get(0);
  }

  private static ObjectNode spec(JsonNode deployment) {
    return (ObjectNode) deployment.path("spec");
  }

  private static ObjectNode job(JsonNode deployment) {
    return (ObjectNode) deployment.path("spec").path("job");
  }

  private static Set<String> names(JsonNode named) {
    Set<String> names = new TreeSet<>();
    named.forEach(one -> names.add(one.path("name").asText()));
    return names;
  }

  private static Path definition() {
    String folder =
        System.getProperty(
            "hamon.operator.crds",
            System.getenv().getOrDefault("HAMON_OPERATOR_CRDS", BESIDE_THE_CHECKOUT));
    Path file = Path.of(folder, "flinkdeployments.yml");
    assumeTrue(
        Files.isReadable(file),
        "no custom resource definitions of the operator: set HAMON_OPERATOR_CRDS");
    return file;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
