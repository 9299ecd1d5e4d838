package org.shuguan.dataplane.serve;

import java.time.LocalDate;
import java.util.List;
import org.shuguan.dataplane.serve.Condition.Operator;

/// Conditions in SQL. Every value is bound.
final class ConditionSql {
    private ConditionSql() {}

    /// @param column the column's name as SQL
    /// @throws ReadRefused if the values are of another type than the column's
    static Sql of(Condition condition, String column, ColumnKind kind, Dialect dialect) throws ReadRefused {
        boolean text = kind.type() == Condition.Type.TEXT;
        return switch (condition.operator()) {
            case EMPTY -> Sql.of(text ? "(" + column + " is null or " + column + " = '')" : column + " is null");
            case PRESENT ->
                Sql.of(text ? "(" + column + " is not null and " + column + " <> '')" : column + " is not null");
            case PREFIX -> prefix(condition, column, kind, dialect);
            case IN -> in(condition, column, kind, dialect);
            case EQ -> compared(condition, "=", column, kind, dialect);
            case NE ->
                text
                        ? Sql.of("not (")
                                .add(compared(condition, "=", column, kind, dialect))
                                .add(") and " + column + " <> ''")
                        : compared(condition, "<>", column, kind, dialect);
            case LT, LE -> {
                Sql less = compared(condition, condition.operator().sign(), column, kind, dialect);
                yield text ? less.add(" and " + column + " <> ''") : less;
            }
            case GT, GE -> compared(condition, condition.operator().sign(), column, kind, dialect);
        };
    }

    private static Sql compared(Condition condition, String operator, String column, ColumnKind kind, Dialect dialect)
            throws ReadRefused {
        Object value = bound(condition, condition.values().getFirst(), kind);
        return operator.equals("=") && kind.type() == Condition.Type.TEXT
                ? same(column, "=", value, kind, dialect)
                : dialect.compared(column, operator, kind, value);
    }

    private static Sql same(String column, String operator, Object value, ColumnKind kind, Dialect dialect) {
        String placeholder = kind.placeholder(dialect);
        Sql sql = new Sql();
        sql.bind(dialect.same(column, operator, placeholder), value);
        for (int i = 1; i < dialect.bindsOfSame(); i++) {
            sql.bind("", value);
        }
        return sql;
    }

    private static Sql prefix(Condition condition, String column, ColumnKind kind, Dialect dialect) throws ReadRefused {
        String start = String.valueOf(bound(condition, condition.values().getFirst(), kind));
        String pattern = start.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
        return same(column, "like", pattern, ColumnKind.TEXT, dialect);
    }

    private static Sql in(Condition condition, String column, ColumnKind kind, Dialect dialect) throws ReadRefused {
        Sql list = new Sql();
        Sql exact = new Sql();
        List<String> values = condition.values();
        for (int i = 0; i < values.size(); i++) {
            Object value = bound(condition, values.get(i), kind);
            list.add(i == 0 ? "" : ", ").add(dialect.value(kind, value));
            exact.add(i == 0 ? "" : ", ").bind("?", value);
        }
        Sql in = Sql.of(column + " in (").add(list).add(")");
        if (dialect == Dialect.MYSQL && kind.type() == Condition.Type.TEXT) {
            in.add(" and " + dialect.exact(column) + " in (").add(exact).add(")");
        }
        return Sql.of("(").add(in).add(")");
    }

    private static Object bound(Condition condition, String value, ColumnKind kind) throws ReadRefused {
        Condition.Type wanted = kind.type();
        if (condition.type() == wanted) {
            return kind.bound(value);
        }
        boolean fromDay = wanted == Condition.Type.TIME
                && condition.type() == Condition.Type.DATE
                && (condition.operator() == Operator.GE || condition.operator() == Operator.LT);
        if (fromDay) {
            return LocalDate.parse(value).atStartOfDay();
        }
        throw ReadRefused.type(condition.item(), wanted);
    }
}
