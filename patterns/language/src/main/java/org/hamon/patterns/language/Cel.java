// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The expression language as conditions see it: typed variables, the standard functions, nothing
 * else. Length, depth and the steps of a comprehension are bounded, so an expression always ends
 * soon.
 */
final class Cel {

  static final String EARLIER = "earlier";

  private static final int MAX_LENGTH = 2_000;

  private static final ImmutableMap<String, CelType> CHANGE_FIELDS =
      ImmutableMap.<String, CelType>builder()
          .put("asset", SimpleType.STRING)
          .put("sector", SimpleType.STRING)
          .put("kind", SimpleType.STRING)
          .put("region", SimpleType.STRING)
          .put("state", SimpleType.STRING)
          .put("previous", SimpleType.STRING)
          .put("condition", SimpleType.STRING)
          .put("on", SimpleType.BOOL)
          .put("cause", SimpleType.STRING)
          .put("people", SimpleType.INT)
          .put("severity", SimpleType.INT)
          .put("time", SimpleType.TIMESTAMP)
          .put("flapping", SimpleType.BOOL)
          .buildOrThrow();

  private static final ImmutableMap<String, CelType> ROOT_FIELDS =
      ImmutableMap.of(
          "asset", SimpleType.STRING,
          "sector", SimpleType.STRING,
          "kind", SimpleType.STRING,
          "region", SimpleType.STRING,
          "people", SimpleType.INT);

  private static final StructType CHANGE = struct("hamon.Change", CHANGE_FIELDS);
  private static final StructType ROOT = struct("hamon.Root", ROOT_FIELDS);

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(32)
          .comprehensionMaxIterations(1_000)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .setTypeProvider(new Types())
          .addVar("change", CHANGE)
          .addVar("root", ROOT)
          .addVar("path", ListType.create(SimpleType.STRING))
          .addVar("hops", SimpleType.INT)
          .addVar(EARLIER, MapType.create(SimpleType.STRING, ListType.create(CHANGE)))
          .setResultType(SimpleType.BOOL)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private Cel() {}

  static CelRuntime.Program compile(String text, List<String> stages) {
    try {
      CelAbstractSyntaxTree tree = COMPILER.compile(text).getAst();
      checkStageNames(tree, stages);
      return RUNTIME.createProgram(tree);
    } catch (CelValidationException e) {
      throw new InvalidConditionException(
          e.getErrors().stream().map(Cel::sentence).collect(Collectors.joining("; ")));
    } catch (CelEvaluationException e) {
      throw new InvalidConditionException(String.valueOf(e.getMessage()));
    }
  }

  private static String sentence(CelIssue issue) {
    if (issue.getSourceLocation().getLine() < 1) {
      return issue.getMessage(); // about the whole of it
    }
    return "line %d, column %d: %s"
        .formatted(
            issue.getSourceLocation().getLine(),
            issue.getSourceLocation().getColumn() + 1,
            issue.getMessage());
  }

  /** {@code earlier.name} and {@code earlier["name"]} must name a stage before this one. */
  private static void checkStageNames(CelAbstractSyntaxTree tree, List<String> stages) {
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .forEach(node -> stageNamedBy(node.expr()).ifPresent(name -> checkKnown(name, stages)));
  }

  private static void checkKnown(String name, List<String> stages) {
    for (String stage : stages) {
      if (name.equals(stage) || name.equals(identifier(stage))) {
        return;
      }
    }
    throw new InvalidConditionException(
        "expected an earlier stage, but '" + name + "' is none; known: " + stages);
  }

  private static Optional<String> stageNamedBy(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT && isEarlier(expr.select().operand())) {
      return Optional.of(expr.select().field());
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
        && expr.call().function().equals("_[_]")
        && isEarlier(expr.call().args().get(0))
        && expr.call().args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      return Optional.of(expr.call().args().get(1).constant().stringValue());
    }
    return Optional.empty();
  }

  private static boolean isEarlier(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals(EARLIER);
  }

  /** A stage's name as it can stand after the dot. */
  static String identifier(String stage) {
    return stage.replaceAll("[^A-Za-z0-9_]", "_");
  }

  static Map<String, Object> variables(
      Symptom symptom, List<String> stages, Map<String, List<Symptom>> earlier) {
    Map<String, List<Map<String, Object>>> history = new HashMap<>();
    for (String stage : stages) {
      List<Map<String, Object>> changes =
          earlier.getOrDefault(stage, List.of()).stream().map(s -> change(s.change())).toList();
      history.put(stage, changes);
      history.put(identifier(stage), changes);
    }
    return Map.of(
        "change",
        change(symptom.change()),
        "root",
        root(symptom),
        "path",
        symptom.path(),
        "hops",
        (long) symptom.hops(),
        EARLIER,
        history);
  }

  private static Map<String, Object> root(Symptom symptom) {
    return Map.of(
        "asset", symptom.root(),
        "sector", symptom.rootSector(),
        "kind", orEmpty(symptom.rootKind()),
        "region", orEmpty(symptom.rootRegion()),
        "people", symptom.rootPeople());
  }

  private static Map<String, Object> change(StateChange change) {
    return Map.ofEntries(
        Map.entry("asset", change.asset()),
        Map.entry("sector", change.sector()),
        Map.entry("kind", orEmpty(change.kind())),
        Map.entry("region", orEmpty(change.region())),
        Map.entry("state", change.state().word()),
        Map.entry("previous", change.previous().word()),
        Map.entry("condition", orEmpty(change.condition())),
        Map.entry("on", change.on()),
        Map.entry("cause", change.cause().word()),
        Map.entry("people", change.people()),
        Map.entry("severity", (long) change.severity()),
        Map.entry("time", Instant.ofEpochMilli(change.time())),
        Map.entry("flapping", change.flapping()));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        name,
        ImmutableSet.copyOf(fields.keySet()),
        field -> Optional.ofNullable(fields.get(field)));
  }

  /** Knows the two record types that variables have. */
  private static final class Types implements CelTypeProvider {

    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.of(CHANGE, ROOT);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
