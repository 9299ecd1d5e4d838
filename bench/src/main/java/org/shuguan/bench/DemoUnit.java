package org.shuguan.bench;

import java.sql.Connection;
import java.sql.SQLException;

/// The unit of a person of the demo city.
record DemoUnit(String code, String name) {
    static DemoUnit of(Connection connection, String account) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select f.unit, f.name from institution.unit_form f
                  join institution.appointment a on a.unit = f.unit
                  join identity.account c on c.officer = a.officer
                 where c.name = ? order by f.valid_from desc limit 1
                """)) {
            statement.setString(1, account);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("there is no account " + account);
                }
                return new DemoUnit(rows.getString(1), rows.getString(2));
            }
        }
    }
}
