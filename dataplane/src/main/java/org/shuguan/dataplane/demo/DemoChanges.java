package org.shuguan.dataplane.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Changes to a department's database between two censuses: a column is added, a school is deleted and two are
/// inserted, a copy of a table is made. Applying them twice has the same effect as once.
public final class DemoChanges {
    /// Name of the database that is changed.
    public static final String DATABASE = "jyj_xueji";

    private static final List<String> STATEMENTS = List.of(
            "alter table xx_jbxx add column if not exists lxdh varchar(20)",
            "comment on column xx_jbxx.lxdh is '联系电话'",
            "update xx_jbxx set lxdh = '0758-' || (2800000 + substr(xxdm, 3)::int) where lxdh is null",
            "delete from xx_jbxx where xxdm = '440007'",
            "insert into xx_jbxx (xxdm, xxmc, xzqh, xxlb, jd, wd, lxdh) values"
                    + " ('440061', '肇庆市第61中学', '441202', '初级中学', 112.465091, 23.051546, '0758-2800061'),"
                    + " ('440062', '肇庆市第62中学', '441203', '小学', 112.565671, 23.155822, '0758-2800062')"
                    + " on conflict do nothing",
            "alter table xs_jbxx alter column jtzz type varchar(300)",
            "create table if not exists xs_jbxx_bak as select xsid, xm, xxdm from xs_jbxx limit 500");

    private DemoChanges() {}

    /// Applies the changes.
    ///
    /// @param connection connection of the database's owner
    public static void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
        }
    }
}
