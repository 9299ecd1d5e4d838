package org.shuguan.dataplane.serve;

/// Masks in SQL: what [ItemMask#apply] calculates, calculated by the database, so that filters, orders and counts
/// know nothing but what the consumer sees.
final class MaskSql {
    private static final String STAR = "'" + ItemMask.HIDDEN + "'";

    private MaskSql() {}

    /// @param text the value as text
    static Sql of(ItemMask mask, String text, Dialect dialect, PseudonymKey key) {
        return switch (mask.kind()) {
            case CLEAR, DROP -> Sql.of(text);
            case KEEP -> Sql.of(kept(mask, text, dialect));
            case YEAR -> whereValue(text, dialect, Sql.of(found(text, dialect, ItemMask.YEAR_PATTERN)));
            case DISTRICT ->
                whereValue(
                        text, dialect, Sql.of(found(text, dialect, ItemMask.DISTRICT_PATTERN, ItemMask.CITY_PATTERN)));
            case PSEUDONYM -> whereValue(text, dialect, dialect.pseudonym(Sql.of(text), key));
        };
    }

    /// A value without characters stays as it is.
    private static Sql whereValue(String text, Dialect dialect, Sql masked) {
        return Sql.of("case when " + dialect.length(text) + " > 0 then ")
                .add(masked)
                .add(" else " + text + " end");
    }

    private static String kept(ItemMask mask, String text, Dialect dialect) {
        String length = dialect.length(text);
        int kept = mask.first() + mask.last();
        return "case when " + length + " < " + mask.shortest() + " then " + dialect.repeated(STAR, length) + " else "
                + dialect.joined(
                        dialect.first(text, mask.first()),
                        dialect.repeated(STAR, length + " - " + kept),
                        dialect.last(text, mask.last()))
                + " end";
    }

    private static String found(String text, Dialect dialect, String... patterns) {
        StringBuilder first = new StringBuilder("coalesce(");
        for (String pattern : patterns) {
            first.append(dialect.found(text, pattern)).append(", ");
        }
        return first.append(STAR).append(")").toString();
    }
}
