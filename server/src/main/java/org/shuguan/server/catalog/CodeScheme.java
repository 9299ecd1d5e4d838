package org.shuguan.server.catalog;

import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How this city composes the codes of its resources. Provinces number below the item differently, so the numbers are
/// configuration: class 3 department, item 07 bodies of a province and below, our heading 441, and as subheading the
/// unit with a business number.
@Component
class CodeScheme {
    private final JdbcClient jdbc;
    private final String prefix;
    private final String business;

    CodeScheme(
            JdbcClient jdbc,
            @Value("${shuguan.catalog.code-prefix:307441}") String prefix,
            @Value("${shuguan.catalog.code-business:010}") String business) {
        this.jdbc = jdbc;
        this.prefix = prefix;
        this.business = business;
    }

    /// The next code of the unit. A number once given is never given again, whatever becomes of its entry.
    ResourceCode next(UnitCode unit) {
        String front = prefix + unit.value() + business;
        long sequence = jdbc.sql("""
                        insert into catalog.code_sequence as s (front, last) values (:front, 1)
                        on conflict (front) do update set last = s.last + 1
                        returning last
                        """)
                .param("front", front)
                .query((row, n) -> row.getLong(1))
                .single();
        return ResourceCode.of(front, sequence);
    }
}
