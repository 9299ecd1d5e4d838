package org.shuguan.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A personnel database and a hospital database with planted values: in columns that say what they hold, in free
/// text, and in columns whose names mislead.
final class PlantedDatabases {
    private static final int ROWS = 120;

    private final PlantedValues planted;

    /// A column and how its values are made.
    private record Column(String name, String type, String comment, Function<Integer, String> value) {}

    PlantedDatabases(PlantedValues planted) {
        this.planted = planted;
    }

    void personnel(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            table(
                    connection,
                    "hr_employee",
                    "员工信息",
                    ROWS,
                    column("emp_no", "varchar(20)", "工号", row -> "E" + (1000 + row)),
                    column("emp_name", "varchar(50)", "员工姓名", row -> planted.name("hr_employee.emp_name")),
                    column("id_card", "char(18)", "身份证号码", row -> planted.identity("hr_employee.id_card")),
                    column("phone", "varchar(20)", "手机号码", row -> planted.mobile("hr_employee.phone")),
                    column("home_address", "varchar(200)", "家庭住址", row -> planted.address("hr_employee.home_address")),
                    column("spouse_name", "varchar(50)", "配偶姓名", row -> planted.name("hr_employee.spouse_name")),
                    column(
                            "emergency_contact",
                            "varchar(50)",
                            "紧急联系人",
                            row -> planted.name("hr_employee.emergency_contact")),
                    column("emergency_tel", "varchar(20)", "", row -> planted.mobile("hr_employee.emergency_tel")),
                    column(
                            "remark",
                            "text",
                            "备注",
                            row -> row % 3 > 0
                                    ? ""
                                    : planted.name("hr_employee.remark") + "之妻，原籍"
                                            + planted.address("hr_employee.remark") + "，联系电话"
                                            + planted.mobile("hr_employee.remark")));
            table(
                    connection,
                    "t_leave",
                    "请假单",
                    ROWS,
                    column("applicant", "varchar(50)", "申请人", row -> planted.name("t_leave.applicant")),
                    column("approver", "varchar(50)", "审批人", row -> planted.name("t_leave.approver")),
                    column(
                            "reason",
                            "varchar(500)",
                            "请假事由",
                            row -> "因" + planted.diagnosis("t_leave.reason") + "住院治疗，由" + planted.name("t_leave.reason")
                                    + "陪护"));
            table(
                    connection,
                    "sys_oper_log",
                    "",
                    ROWS,
                    column("oper_name", "varchar(50)", "", row -> planted.name("sys_oper_log.oper_name")),
                    column(
                            "oper_param",
                            "text",
                            "",
                            row -> "{\"userName\":\"" + planted.name("sys_oper_log.oper_param") + "\",\"idCard\":\""
                                    + planted.identity("sys_oper_log.oper_param") + "\",\"phone\":\""
                                    + planted.mobile("sys_oper_log.oper_param") + "\"}"));
            table(
                    connection,
                    "t_ext",
                    "",
                    ROWS,
                    column("code", "varchar(50)", "", row -> planted.identity("t_ext.code")),
                    column("title", "varchar(50)", "", row -> planted.name("t_ext.title")),
                    column("item_value", "varchar(50)", "", row -> planted.mobile("t_ext.item_value")),
                    column("type_desc", "varchar(200)", "", row -> planted.address("t_ext.type_desc")),
                    column("col_07", "varchar(50)", "", row -> "=\"" + planted.identity("t_ext.col_07") + "\""),
                    column("col_08", "varchar(50)", "", row -> "'" + planted.mobile("t_ext.col_08")),
                    column(
                            "memo",
                            "varchar(200)",
                            "",
                            row -> "已通知" + planted.name("t_ext.memo") + "（" + planted.identity("t_ext.memo") + "）"));
            table(
                    connection,
                    "dept_contact",
                    "部门联系表",
                    6,
                    column("dept", "varchar(50)", "部门", row -> "第" + (row + 1) + "科"),
                    column("name", "varchar(50)", "", row -> planted.name("dept_contact.name")),
                    column("tel", "varchar(50)", "", row -> planted.mobile("dept_contact.tel")));
            // A view that fails with a message that quotes a value.
            execute(
                    connection,
                    "create view v_age as select emp_no, cast(spouse_name as date) as born from hr_employee");
        }
    }

    void hospital(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            table(
                    connection,
                    "patient",
                    "患者基本信息",
                    ROWS,
                    column("xm", "varchar(50)", "", row -> planted.name("patient.xm")),
                    column("sfzh", "varchar(18)", "", row -> planted.identity("patient.sfzh")),
                    column("lxdh", "varchar(20)", "", row -> planted.mobile("patient.lxdh")),
                    column("jtzz", "varchar(200)", "", row -> planted.address("patient.jtzz")),
                    column("lxr", "varchar(50)", "联系人", row -> planted.name("patient.lxr")));
            table(
                    connection,
                    "outpatient_record",
                    "",
                    ROWS,
                    column("patient_name", "varchar(50)", "", row -> planted.name("outpatient_record.patient_name")),
                    column(
                            "chief_complaint",
                            "varchar(500)",
                            "",
                            row -> "反复发热3天，既往" + planted.diagnosis("outpatient_record.chief_complaint")),
                    column(
                            "past_history",
                            "varchar(500)",
                            "",
                            row -> planted.diagnosis("outpatient_record.past_history")),
                    column("diagnosis", "varchar(200)", "", row -> planted.diagnosis("outpatient_record.diagnosis")),
                    column("zd", "varchar(200)", "初步诊断", row -> planted.diagnosis("outpatient_record.zd")),
                    column("doctor", "varchar(50)", "接诊医生", row -> planted.name("outpatient_record.doctor")),
                    column("result", "varchar(200)", "", row -> planted.diagnosis("outpatient_record.result")));
            table(
                    connection,
                    "nursing_note",
                    "护理记录",
                    ROWS,
                    column("bed", "varchar(50)", "床位", row -> (row + 1) + "床 " + planted.name("nursing_note.bed")),
                    column(
                            "note",
                            "text",
                            "记录内容",
                            row -> "患者" + planted.name("nursing_note.note") + "，男，身份证号"
                                    + planted.identity("nursing_note.note") + "，电话"
                                    + planted.mobile("nursing_note.note") + "，住址"
                                    + planted.address("nursing_note.note") + "，诊断为"
                                    + planted.diagnosis("nursing_note.note") + "。"),
                    column("product_name", "varchar(200)", "", row -> planted.diagnosis("nursing_note.product_name")));
        }
    }

    /// What changes until the second census: the comparison must show no value either.
    void change(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, "alter table patient add column owner varchar(50)");
            execute(connection, "update patient set owner = xm");
            execute(connection, "update patient set lxr = sfzh");
            execute(connection, "alter table nursing_note drop column bed");
        }
    }

    /// A list of patients as an office keeps it: a title, two header lines, and lines that are no rows.
    String titled() {
        StringBuilder text = new StringBuilder("随访名单\n姓名,证件号码,联系电话,随访结论\n");
        for (int row = 0; row < 40; row++) {
            String line = planted.name("随访.csv 姓名") + "," + planted.identity("随访.csv 证件号码") + ","
                    + planted.mobile("随访.csv 联系电话") + "," + planted.diagnosis("随访.csv 随访结论");
            text.append(row % 10 == 9 ? line.replace(",", "；") : line).append('\n');
        }
        return text.toString();
    }

    /// The same without any header line.
    String headless() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 40; row++) {
            text.append(planted.name("无表头.csv 1"))
                    .append(';')
                    .append(planted.diagnosis("无表头.csv 2"))
                    .append(';')
                    .append(planted.address("无表头.csv 3"))
                    .append('\n');
        }
        return text.toString();
    }

    private static Column column(String name, String type, String comment, Function<Integer, String> value) {
        return new Column(name, type, comment, value);
    }

    private static void table(Connection connection, String name, String comment, int rows, Column... columns)
            throws SQLException {
        List<String> declared = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (Column column : columns) {
            declared.add(column.name() + " " + column.type());
            marks.add("?");
        }
        execute(connection, "create table " + name + " (" + String.join(", ", declared) + ")");
        if (!comment.isEmpty()) {
            execute(connection, "comment on table " + name + " is '" + comment + "'");
        }
        for (Column column : columns) {
            if (!column.comment().isEmpty()) {
                execute(
                        connection,
                        "comment on column " + name + "." + column.name() + " is '" + column.comment() + "'");
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + name + " values (" + String.join(", ", marks) + ")")) {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < columns.length; i++) {
                    String value = columns[i].value().apply(row);
                    insert.setString(i + 1, value.isEmpty() ? null : value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        execute(connection, "analyze " + name);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
