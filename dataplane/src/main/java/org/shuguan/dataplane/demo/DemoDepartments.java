package org.shuguan.dataplane.demo;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.demo.Department.DemoTable;

/// The departments of the demo, with planted defects: wrong check characters in every 25th identity number of
/// 人社局, duplicate people in 公安局, test people (张三, 13800000000) in 教育局, an undocumented table with
/// abbreviated names in 人社局, three date notations in 环境局, numbers damaged by a spreadsheet (4.41E+17) in
/// 资源局, the same people in registers of 公安局 and 端州区.
public final class DemoDepartments {
    private DemoDepartments() {}

    /// All departments, always with the same values.
    public static List<Department> all() {
        return List.of(
                humanResources(),
                PeopleDepartments.publicSecurity(),
                PeopleDepartments.education(),
                LandDepartments.environment(),
                LandDepartments.resources(),
                tax(),
                PeopleDepartments.duanzhou(),
                PeopleDepartments.duanzhouHealth());
    }

    private static Department humanResources() {
        RandomValues p = new RandomValues(4);
        return new Department(
                "市人社局",
                "rsj_shebao",
                "社会保险业务库",
                List.of(
                        new DemoTable(
                                "ac01",
                                "参保人员基本信息",
                                List.of(
                                        "aac001 bigint primary key // 个人编号",
                                        "aac002 varchar(18) not null // 公民身份号码",
                                        "aac003 varchar(50) // 姓名",
                                        "aac004 char(1) // 性别（1男 2女）",
                                        "aac006 date // 出生日期",
                                        "aae005 varchar(20) // 联系电话",
                                        "aae006 varchar(200) // 通讯地址",
                                        "aab001 bigint // 单位编号",
                                        "aac031 varchar(10) // 参保状态"),
                                5000,
                                n -> {
                                    String id = p.residentId();
                                    return cells(
                                            n,
                                            n % 25 == 0 ? RandomValues.withWrongCheck(id) : id,
                                            p.name(),
                                            Integer.toString(1 + p.number(2)),
                                            id.substring(6, 10) + "-" + id.substring(10, 12) + "-"
                                                    + id.substring(12, 14),
                                            p.oneIn(8) ? null : p.mobile(),
                                            p.oneIn(10) ? null : p.address(),
                                            1 + p.number(400),
                                            p.pick(new String[] {"正常参保", "暂停参保", "终止参保"}));
                                }),
                        new DemoTable(
                                "ab01",
                                "参保单位基本信息",
                                List.of(
                                        "aab001 bigint primary key // 单位编号",
                                        "aab003 varchar(18) // 统一社会信用代码",
                                        "aab004 varchar(100) // 单位名称",
                                        "aab013 varchar(50) // 法定代表人姓名",
                                        "aae006 varchar(200) // 单位地址",
                                        "aab301 char(6) // 行政区划代码"),
                                400,
                                n -> cells(n, p.creditCode(), p.firm(), p.name(), p.address(), p.region())),
                        new DemoTable(
                                "ac43",
                                "缴费明细",
                                List.of(
                                        "id bigint primary key // 流水号",
                                        "aac001 bigint not null // 个人编号",
                                        "aae002 char(6) // 费款所属期",
                                        "aae180 numeric(12,2) // 缴费基数",
                                        "aae082 numeric(12,2) // 应缴金额",
                                        "yhkh varchar(19) // 银行卡号"),
                                5000,
                                n -> cells(
                                        n,
                                        1 + p.number(5000),
                                        "2024" + String.format("%02d", 1 + p.number(12)),
                                        p.amount(20000),
                                        p.amount(3000),
                                        p.bankCard())),
                        // Undocumented, with abbreviated pinyin names.
                        new DemoTable(
                                "tmp_jyry_2019",
                                null,
                                List.of("xm text", "sfzh text", "sjh text", "zy text", "bz text"),
                                800,
                                n -> cells(
                                        p.name(),
                                        p.residentId(),
                                        p.mobile(),
                                        p.pick(new String[] {"电工", "焊工", "保育员"}),
                                        null))));
    }

    private static Department tax() {
        RandomValues p = new RandomValues(8);
        return new Department(
                "市税务局",
                "swj_nashui",
                "纳税人信息库",
                List.of(
                        new DemoTable(
                                "dj_nsrxx",
                                "纳税人登记信息",
                                List.of(
                                        "nsrsbh varchar(20) primary key // 纳税人识别号",
                                        "nsrmc varchar(100) // 纳税人名称",
                                        "fddbrxm varchar(50) // 法定代表人姓名",
                                        "fddbrsfzh varchar(18) // 法定代表人身份证件号码",
                                        "scjydz varchar(200) // 生产经营地址",
                                        "nsrzt varchar(10) // 纳税人状态"),
                                900,
                                n -> cells(
                                        p.creditCode(),
                                        p.firm(),
                                        p.name(),
                                        p.residentId(),
                                        p.address(),
                                        p.pick(new String[] {"正常", "注销", "非正常"}))),
                        new DemoTable(
                                "hy_dm",
                                "行业代码",
                                List.of("hydm varchar(4) primary key // 行业代码", "hymc varchar(60) // 行业名称"),
                                20,
                                n -> cells("C" + (130 + n), p.pick(new String[] {"制造业", "加工业"}) + n))));
    }

    static List<@Nullable Object> cells(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
