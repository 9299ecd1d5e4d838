package org.shuguan.server.catalog;

import java.util.List;
import java.util.stream.LongStream;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How this city composes the codes of its resources. Provinces number the levels below the item differently, so
/// the fixed parts are rules: class 3 (department), item 07 (bodies of a province and below), the city's heading
/// 441, and as subheading the unit's code with a business number.
@Component
class CodeScheme {
    private final JdbcClient jdbc;
    private final Setting<String> prefix;
    private final Setting<String> business;

    CodeScheme(JdbcClient jdbc, Settings settings) {
        this.jdbc = jdbc;
        this.prefix = settings.text("catalog.code-prefix");
        this.business = settings.text("catalog.code-business");
    }

    /// Whether a code is the unit's own: composed as its codes are composed today, or the code of an entry that
    /// it has. Entries keep their codes when the rules of composition change, and when a unit takes over those of
    /// another.
    boolean ours(UnitCode unit, String code) {
        return isComposedOf(unit, code) || (ResourceCode.isOne(code) && has(unit, code));
    }

    /// Whether a code has the fixed part that the unit's codes have today.
    boolean isComposedOf(UnitCode unit, String code) {
        return code.startsWith(front(unit) + "/");
    }

    private boolean has(UnitCode unit, String code) {
        return jdbc.sql("select exists (select from catalog.entry where code = :code and unit = :unit)")
                .param("code", code)
                .param("unit", unit.value())
                .query(Boolean.class)
                .single();
    }

    /// The next code of the unit. No number is given twice, even if its entry is deleted.
    ResourceCode next(UnitCode unit) {
        return next(unit, 1).getFirst();
    }

    /// The next codes of the unit, in one statement.
    List<ResourceCode> next(UnitCode unit, int count) {
        String front = front(unit);
        long last = jdbc.sql("""
                        insert into catalog.code_sequence as s (front, last) values (:front, :count)
                        on conflict (front) do update set last = s.last + :count
                        returning last
                        """)
                .param("front", front)
                .param("count", count)
                .query((row, n) -> row.getLong(1))
                .single();
        return LongStream.rangeClosed(last - count + 1, last)
                .mapToObj(sequence -> ResourceCode.of(front, sequence))
                .toList();
    }

    private String front(UnitCode unit) {
        return prefix.today() + unit.value() + business.today();
    }
}
