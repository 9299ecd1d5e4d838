package org.shuguan.dataplane.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What happens to departments' rows between two collections: people come and go, hours of measurements are added, and
/// some values are typed wrongly (a year of five digits, an identity number in full-width digits), which do not fit the
/// catalog. Applying a round twice has the same effect as once.
public final class DemoMovements {
    /// Mistakes of the offices that are there before the first collection and are corrected, in part, in the
    /// rounds: the letter O for a nought, invented names, addresses left out.
    private static final Map<String, List<String>> MISTAKES = Map.of(
            "gaj_renkou",
            List.of(
                    "update t_ldrk set gmsfhm = replace(gmsfhm, '0', 'O') where djbh % 40 = 7",
                    "update t_ldrk set xm = '张三' where djbh % 150 = 5",
                    "update t_ldrk set zzdz = '' where djbh % 30 = 3"));

    private static final List<Map<String, List<String>>> ROUNDS = List.of(
            Map.of(
                    "hjj_jiance",
                    List.of(
                            "insert into kqzl_xssj select id + 5000, zdbh, jcsj + interval '625 hours', pm25, pm10, o3, aqi"
                                    + " from kqzl_xssj where id <= 192 on conflict do nothing"),
                    "dzq_minzheng",
                    List.of(
                            "insert into ldrk_tz select xh + 800, rymc, zjhm, jzd, date '2022-12-01' + xh from ldrk_tz"
                                    + " where xh <= 25 on conflict do nothing",
                            "delete from ldrk_tz where xh between 301 and 312",
                            "update ldrk_tz set jzd = '端州区黄岗街道南溪路' || xh || '号' where xh between 401 and 440",
                            "update ldrk_tz set tbrq = date '20220-03-05' where xh in (17, 230)",
                            "update ldrk_tz set zjhm = translate(zjhm, '0123456789X', '０１２３４５６７８９Ｘ')"
                                    + " where xh in (48, 96, 144, 192, 240, 288)"),
                    "gaj_renkou",
                    List.of(
                            "delete from t_ldrk where djbh between 501 and 510",
                            "update t_ldrk set zzdz = '高要区南岸街道要南一路' || djbh || '号' where djbh between 601 and 640",
                            "update t_ldrk set gmsfhm = replace(gmsfhm, 'O', '0') where djbh % 80 = 7",
                            "update t_ldrk set zzdz = '端州区城东街道古塔中路' || djbh || '号' where djbh % 60 = 3")),
            Map.of(
                    "hjj_jiance",
                    List.of(
                            "insert into kqzl_xssj select id + 5192, zdbh, jcsj + interval '649 hours', pm25, pm10, o3, aqi"
                                    + " from kqzl_xssj where id <= 192 on conflict do nothing"),
                    "dzq_minzheng",
                    List.of(
                            "update ldrk_tz set tbrq = date '2022-03-05' where xh in (17, 230)",
                            "update ldrk_tz set zjhm = translate(zjhm, '０１２３４５６７８９Ｘ', '0123456789X')"
                                    + " where xh in (48, 96, 144)"),
                    "gaj_renkou",
                    List.of(
                            "delete from t_ldrk where djbh between 701 and 705",
                            "update t_ldrk set gmsfhm = replace(gmsfhm, 'O', '0') where djbh % 40 = 7 and djbh <> 47",
                            "update t_ldrk set xm = '陈志明' where xm = '张三' and djbh > 300",
                            "update t_ldrk set zzdz = '鼎湖区坑口街道罗隐大道18号' where djbh = 633")));

    private DemoMovements() {}

    /// The database in which persons have withdrawn their consent.
    public static String withdrawnIn() {
        return "gaj_renkou";
    }

    /// The keys of their rows.
    public static List<String> withdrawn() {
        return List.of("811", "812");
    }

    /// The office deletes their rows.
    public static void withdraw(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("delete from t_ldrk where djbh in (" + String.join(", ", withdrawn()) + ")");
        }
    }

    /// Number of rounds.
    public static int rounds() {
        return ROUNDS.size();
    }

    /// Names of the databases with mistakes before the first collection.
    public static Set<String> mistaken() {
        return new TreeMap<>(MISTAKES).keySet();
    }

    /// Makes the mistakes in one database. Making them twice has the same effect as once.
    public static void mistake(String database, Connection inside) throws SQLException {
        execute(MISTAKES.getOrDefault(database, List.of()), inside);
    }

    /// Names of the databases in which something happens in a round.
    public static Set<String> databases(int round) {
        return new TreeMap<>(ROUNDS.get(round)).keySet();
    }

    /// Applies a round to one database.
    ///
    /// @param connection connection of the database's owner
    public static void apply(int round, String database, Connection connection) throws SQLException {
        execute(ROUNDS.get(round).getOrDefault(database, List.of()), connection);
    }

    private static void execute(List<String> statements, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
