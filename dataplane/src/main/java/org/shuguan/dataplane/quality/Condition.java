package org.shuguan.dataplane.quality;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Quote;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A condition of the safe dialect of SQL. The engine parses it; from its syntax tree a new expression is written that
/// contains nothing but permitted nodes: columns, constants, comparisons, `and`, `or`, `not`, `in` with a list,
/// `between`, `is null`, `like`, `case`, conversions and the functions of [#FUNCTIONS]. Text of the person never
/// reaches the engine as SQL that is executed. Conversions that fail yield nothing.
public final class Condition {
    /// The longest condition, in characters.
    public static final int LONGEST = 4000;

    /// The permitted functions: they look at the values of one row only, and need no more memory than these.
    /// Besides them `replace(text, 'from', 'to')`, where `to` is not longer than `from`.
    public static final Set<String> FUNCTIONS = Set.of(
            "length",
            "strlen",
            "trim",
            "ltrim",
            "rtrim",
            "lower",
            "upper",
            "substr",
            "substring",
            "left",
            "right",
            "starts_with",
            "prefix",
            "ends_with",
            "suffix",
            "contains",
            "strpos",
            "instr",
            "regexp_matches",
            "regexp_full_match",
            "concat",
            "nullif",
            "abs",
            "round",
            "floor",
            "ceil",
            "trunc",
            "mod",
            "greatest",
            "least",
            "year",
            "month",
            "day",
            "date_part",
            "date_diff",
            "datediff",
            "to_days",
            "to_months",
            "to_years",
            "ascii",
            "unicode",
            "reverse");

    private static final Set<String> OPERATORS =
            Set.of("+", "-", "*", "/", "//", "%", "||", "~~", "!~~", "~~*", "!~~*", "~", "!~", "^@");
    private static final Set<String> TYPES = Set.of(
            "varchar",
            "text",
            "string",
            "integer",
            "int",
            "bigint",
            "smallint",
            "double",
            "float",
            "decimal",
            "numeric",
            "date",
            "timestamp",
            "boolean",
            "bool");
    private static final Map<String, String> COMPARISONS = Map.of(
            "COMPARE_EQUAL", "=",
            "COMPARE_NOTEQUAL", "<>",
            "COMPARE_LESSTHAN", "<",
            "COMPARE_GREATERTHAN", ">",
            "COMPARE_LESSTHANOREQUALTO", "<=",
            "COMPARE_GREATERTHANOREQUALTO", ">=",
            "COMPARE_DISTINCT_FROM", "is distinct from",
            "COMPARE_NOT_DISTINCT_FROM", "is not distinct from");
    private static final int DEEPEST = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Function<String, @Nullable String> columns;
    private final List<String> used = new ArrayList<>();

    private Condition(Function<String, @Nullable String> columns) {
        this.columns = columns;
    }

    /// A condition that was accepted.
    ///
    /// @param sql an expression for the engine
    /// @param columns the columns that it uses, each once
    public record Accepted(String sql, List<String> columns) {
        public Accepted {
            columns = List.copyOf(columns);
        }
    }

    /// Accepts a condition.
    ///
    /// @param columns the SQL of a column by the name that was written, null if there is none of this name
    /// @throws ConditionRefused with what is not permitted
    public static Accepted accept(String text, Function<String, @Nullable String> columns) throws ConditionRefused {
        if (text.length() > LONGEST) {
            throw refused(ConditionRefused.Reason.TOO_LARGE, "name", Integer.toString(LONGEST));
        }
        Condition condition = new Condition(columns);
        String sql = condition.written(tree(text), 0);
        return new Accepted(sql, condition.used.stream().distinct().toList());
    }

    /// The syntax tree of a condition, as DuckDB's parser describes it.
    static JsonNode tree(String text) throws ConditionRefused {
        JsonNode statement = parsed("select 1 from t where (" + text + "\n)");
        JsonNode node = statement.path("node");
        JsonNode from = node.path("from_table");
        boolean plain = "SELECT_NODE".equals(node.path("type").asString(""))
                && node.path("modifiers").isEmpty()
                && node.path("cte_map").path("map").isEmpty()
                && node.path("group_expressions").isEmpty()
                && node.path("having").isNull()
                && node.path("qualify").isNull()
                && node.path("sample").isNull()
                && "BASE_TABLE".equals(from.path("type").asString(""))
                && "t".equals(from.path("table_name").asString(""));
        if (!plain) {
            throw refused(ConditionRefused.Reason.CONSTRUCT, "name", "select");
        }
        return node.path("where_clause");
    }

    private static JsonNode parsed(String select) throws ConditionRefused {
        try (Connection engine = Engine.open(1);
                PreparedStatement statement = engine.prepareStatement("select json_serialize_sql(?)")) {
            statement.setString(1, select.replace("\0", ""));
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                JsonNode tree = JSON.readTree(answer.getString(1));
                if (tree.path("error").asBoolean(true)) {
                    String said = tree.path("error_message").asString("");
                    throw said.startsWith("Only SELECT")
                            ? refused(ConditionRefused.Reason.CONSTRUCT, "name", "statement")
                            : refused(ConditionRefused.Reason.SYNTAX, "detail", said);
                }
                if (tree.path("statements").size() != 1) {
                    throw refused(ConditionRefused.Reason.CONSTRUCT, "name", "statement");
                }
                return tree.path("statements").get(0);
            }
        } catch (SQLException e) {
            throw refused(ConditionRefused.Reason.SYNTAX, "detail", String.valueOf(e.getMessage()));
        }
    }

    private String written(JsonNode node, int depth) throws ConditionRefused {
        if (depth > DEEPEST) {
            throw refused(ConditionRefused.Reason.TOO_LARGE, "name", Integer.toString(DEEPEST));
        }
        int next = depth + 1;
        String type = node.path("type").asString("");
        return switch (node.path("class").asString("")) {
            case "CONSTANT" -> constant(node.path("literal"));
            case "COLUMN_REF" -> column(node.path("column_names"));
            case "COMPARISON" ->
                "("
                        + written(node.path("left"), next)
                        + " " + known(COMPARISONS, type) + " "
                        + written(node.path("right"), next) + ")";
            case "CONJUNCTION" ->
                "("
                        + String.join(
                                "CONJUNCTION_AND".equals(type) ? " and " : " or ", all(node.path("children"), next))
                        + ")";
            case "BETWEEN" ->
                "(" + written(node.path("input"), next) + " between " + written(node.path("lower"), next) + " and "
                        + written(node.path("upper"), next) + ")";
            case "OPERATOR" -> operator(type, all(node.path("children"), next));
            case "CAST" ->
                "try_cast(" + written(node.path("child"), next) + " as " + type(node.path("type_expr")) + ")";
            case "CASE" -> choice(node, next);
            case "FUNCTION" -> function(node, next);
            default ->
                throw refused(
                        ConditionRefused.Reason.CONSTRUCT,
                        "name",
                        node.path("class").asString("?").toLowerCase(Locale.ROOT));
        };
    }

    private List<String> all(JsonNode nodes, int depth) throws ConditionRefused {
        List<String> written = new ArrayList<>();
        for (JsonNode node : nodes) {
            written.add(written(node, depth));
        }
        return written;
    }

    private static String constant(JsonNode literal) throws ConditionRefused {
        String text = literal.path("text").asString("");
        return switch (literal.path("kind").asString("")) {
            case "STRING" -> Quote.text(text);
            case "INTEGER", "NUMERIC" -> number(text);
            case "BOOLEAN" -> "true".equals(text) ? "true" : "false";
            case "NULL_LITERAL" -> "null";
            default -> throw refused(ConditionRefused.Reason.CONSTRUCT, "name", "constant");
        };
    }

    private static String number(String text) throws ConditionRefused {
        if (!text.matches("-?[0-9]{0,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?") || text.isEmpty()) {
            throw refused(ConditionRefused.Reason.CONSTRUCT, "name", "constant");
        }
        return "(" + text + ")";
    }

    private String column(JsonNode names) throws ConditionRefused {
        String name = names.path(names.size() - 1).asString("");
        String sql = names.size() == 1 ? columns.apply(name) : null;
        if (sql == null) {
            String written = names.valueStream().map(part -> part.asString("")).collect(Collectors.joining("."));
            throw refused(ConditionRefused.Reason.COLUMN, "name", written);
        }
        used.add(sql);
        return sql;
    }

    private static String operator(String type, List<String> operands) throws ConditionRefused {
        String first = operands.isEmpty() ? "" : operands.getFirst();
        String rest = operands.stream().skip(1).collect(Collectors.joining(", "));
        return switch (type) {
            case "COMPARE_IN" -> "(" + first + " in (" + rest + "))";
            case "COMPARE_NOT_IN" -> "(" + first + " not in (" + rest + "))";
            case "OPERATOR_NOT" -> "(not " + first + ")";
            case "OPERATOR_IS_NULL" -> "(" + first + " is null)";
            case "OPERATOR_IS_NOT_NULL" -> "(" + first + " is not null)";
            case "OPERATOR_COALESCE" -> "coalesce(" + String.join(", ", operands) + ")";
            default -> throw refused(ConditionRefused.Reason.CONSTRUCT, "name", type.toLowerCase(Locale.ROOT));
        };
    }

    private String choice(JsonNode node, int depth) throws ConditionRefused {
        StringBuilder sql = new StringBuilder("(case");
        for (JsonNode check : node.path("case_checks")) {
            sql.append(" when ").append(written(check.path("when_expr"), depth));
            sql.append(" then ").append(written(check.path("then_expr"), depth));
        }
        return sql.append(" else ")
                .append(written(node.path("else_expr"), depth))
                .append(" end)")
                .toString();
    }

    private String function(JsonNode node, int depth) throws ConditionRefused {
        String name = node.path("function_name").asString("").toLowerCase(Locale.ROOT);
        boolean operator = OPERATORS.contains(name);
        boolean plain = node.path("schema").asString("").isEmpty()
                && node.path("catalog").asString("").isEmpty()
                && node.path("filter").isNull()
                && node.path("order_bys").path("orders").isEmpty()
                && !node.path("distinct").asBoolean(true);
        if (!plain || !(operator || FUNCTIONS.contains(name) || shortens(name, node.path("arguments")))) {
            throw refused(ConditionRefused.Reason.FUNCTION, "name", name);
        }
        List<String> arguments = new ArrayList<>();
        for (JsonNode argument : node.path("arguments")) {
            if (!argument.path("name").asString("").isEmpty()) {
                throw refused(ConditionRefused.Reason.CONSTRUCT, "name", "named argument");
            }
            arguments.add(written(argument.path("expression"), depth));
        }
        if (!operator) {
            return name + "(" + String.join(", ", arguments) + ")";
        }
        return arguments.size() == 1
                ? "(" + name + " " + arguments.getFirst() + ")"
                : "(" + String.join(" " + name + " ", arguments) + ")";
    }

    /// `replace` is permitted where the text cannot become longer: nested, it could otherwise grow without limit.
    private static boolean shortens(String name, JsonNode arguments) {
        if (!"replace".equals(name) || arguments.size() != 3) {
            return false;
        }
        JsonNode from = arguments.get(1).path("expression").path("literal");
        JsonNode to = arguments.get(2).path("expression").path("literal");
        return "STRING".equals(from.path("kind").asString(""))
                && "STRING".equals(to.path("kind").asString(""))
                && to.path("text").asString("").length()
                        <= from.path("text").asString("").length();
    }

    private static String type(JsonNode type) throws ConditionRefused {
        String name = type.path("type_name").asString("").toLowerCase(Locale.ROOT);
        if (!TYPES.contains(name)) {
            throw refused(ConditionRefused.Reason.TYPE, "name", name);
        }
        List<String> digits = new ArrayList<>();
        for (JsonNode child : type.path("children")) {
            String text = child.path("literal").path("text").asString("");
            if (!text.matches("[0-9]{1,2}")) {
                throw refused(ConditionRefused.Reason.TYPE, "name", name);
            }
            digits.add(text);
        }
        return digits.isEmpty() ? name : name + "(" + String.join(", ", digits) + ")";
    }

    private static String known(Map<String, String> words, String type) throws ConditionRefused {
        String word = words.get(type);
        if (word == null) {
            throw refused(ConditionRefused.Reason.CONSTRUCT, "name", type.toLowerCase(Locale.ROOT));
        }
        return word;
    }

    static ConditionRefused refused(ConditionRefused.Reason reason, String fact, String value) {
        return new ConditionRefused(reason, Map.of(fact, value));
    }
}
