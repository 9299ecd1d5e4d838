package org.shuguan.dataplane.demo;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.demo.Department.DemoTable;

/// The departments of the demo and what is wrong with their data:
/// wrong check signs in every 25th identity number of 人社局, doubled people in 公安局, test people (张三, 13800000000) in
/// 教育局, an undocumented table with abbreviated names in 人社局, three ways of writing a date in 环境局, numbers that a
/// spreadsheet has spoilt (4.41E+17) in 资源局, the same people in registers of 公安局 and 端州区.
public final class Departments {
    private Departments() {}

    public static List<Department> all() {
        return List.of(humanResources(), publicSecurity(), education(), environment(), resources(), tax(), duanzhou());
    }

    private static Department humanResources() {
        People p = new People(4);
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
                                        "aac004 char(1) // 性别",
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
                                            n % 25 == 0 ? People.spoilt(id) : id,
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
                        // Nobody documented it, and its names are abbreviated pinyin.
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

    private static Department publicSecurity() {
        People p = new People(3);
        String[] last = {p.residentId()};
        return new Department(
                "市公安局",
                "gaj_renkou",
                "人口管理库",
                List.of(
                        // Every 100th person stands twice.
                        new DemoTable(
                                "t_hj_czrk",
                                "常住人口信息",
                                List.of(
                                        "rybh bigint primary key // 人员编号",
                                        "gmsfhm varchar(18) // 公民身份号码",
                                        "xm varchar(60) // 姓名",
                                        "xb varchar(2) // 性别",
                                        "mz varchar(20) // 民族",
                                        "csrq varchar(10) // 出生日期",
                                        "hjdz varchar(200) // 户籍地址",
                                        "hyzk varchar(4) // 婚姻状况",
                                        "whcd varchar(20) // 文化程度"),
                                4000,
                                n -> {
                                    if (n % 100 != 0) {
                                        last[0] = p.residentId();
                                    }
                                    return cells(
                                            n,
                                            last[0],
                                            p.name(),
                                            p.pick(new String[] {"男", "女"}),
                                            p.pick(new String[] {"汉族", "汉族", "汉族", "壮族", "瑶族"}),
                                            last[0].substring(6, 10) + "-" + last[0].substring(10, 12) + "-"
                                                    + last[0].substring(12, 14),
                                            p.address(),
                                            p.pick(new String[] {"10", "20", "30", "40"}),
                                            p.pick(new String[] {"小学", "初中", "高中", "大专", "本科"}));
                                }),
                        new DemoTable(
                                "t_jzz",
                                "居住证办理信息",
                                List.of(
                                        "sbh varchar(20) primary key // 受理编号",
                                        "sfzh varchar(18) // 身份证号码",
                                        "xm varchar(60) // 姓名",
                                        "lxdh varchar(20) // 联系电话",
                                        "jzdz varchar(200) // 居住地址",
                                        "blrq date // 办理日期"),
                                1500,
                                n -> cells(
                                        "JZ" + String.format("%08d", n),
                                        p.residentId(),
                                        p.name(),
                                        p.mobile(),
                                        p.address(),
                                        p.day(2018, 2023))),
                        new DemoTable(
                                "t_jdc",
                                "机动车登记信息",
                                List.of(
                                        "xh bigint primary key // 序号",
                                        "hphm varchar(10) // 号牌号码",
                                        "syr varchar(60) // 所有人姓名",
                                        "djrq date // 登记日期",
                                        "zt varchar(10) // 机动车状态"),
                                1200,
                                n -> cells(
                                        n,
                                        "粤H" + String.format("%05d", p.number(100000)),
                                        p.name(),
                                        p.day(2010, 2024),
                                        p.pick(new String[] {"正常", "注销", "查封"}))),
                        Migrants.ofThePolice()));
    }

    private static Department education() {
        People p = new People(2);
        return new Department(
                "市教育局",
                "jyj_xueji",
                "学籍管理库",
                List.of(
                        new DemoTable(
                                "xs_jbxx",
                                "学生基本信息",
                                List.of(
                                        "xsid bigint primary key // 学生编号",
                                        "xm varchar(50) // 姓名",
                                        "sfzjh varchar(18) // 身份证件号",
                                        "xbm char(1) // 性别码",
                                        "jtzz varchar(200) // 家庭住址",
                                        "jhrdh varchar(20) // 监护人联系电话",
                                        "xxdm varchar(10) // 学校代码"),
                                2000,
                                // Whoever tested the form left test people behind.
                                n -> n % 200 == 0
                                        ? cells(n, "张三", "111111190001010011", "1", "测试地址", "13800000000", "0000")
                                        : cells(
                                                n,
                                                p.name(),
                                                p.residentId(),
                                                Integer.toString(1 + p.number(2)),
                                                p.address(),
                                                p.mobile(),
                                                String.format("44%04d", p.number(60)))),
                        new DemoTable(
                                "xx_jbxx",
                                "学校基本信息",
                                List.of(
                                        "xxdm varchar(10) primary key // 学校代码",
                                        "xxmc varchar(100) // 学校名称",
                                        "xzqh char(6) // 行政区划代码",
                                        "xxlb varchar(20) // 学校类别",
                                        "jd numeric(9,6) // 经度",
                                        "wd numeric(8,6) // 纬度"),
                                60,
                                n -> cells(
                                        String.format("44%04d", n),
                                        "肇庆市第" + n + "中学",
                                        p.region(),
                                        p.pick(new String[] {"小学", "初级中学", "高级中学"}),
                                        "112." + (400000 + p.number(99999)),
                                        "23." + (10000 + p.number(80000))))));
    }

    private static Department environment() {
        People p = new People(6);
        return new Department(
                "市环境局",
                "hjj_jiance",
                "环境监测库",
                List.of(
                        new DemoTable(
                                "kqzl_xssj",
                                "空气质量小时数据",
                                List.of(
                                        "id bigint primary key // 序号",
                                        "zdbh varchar(10) // 站点编号",
                                        "jcsj timestamp // 监测时间",
                                        "pm25 numeric(6,1) // 细颗粒物浓度",
                                        "pm10 numeric(6,1) // 可吸入颗粒物浓度",
                                        "o3 numeric(6,1) // 臭氧浓度",
                                        "aqi int // 空气质量指数"),
                                5000,
                                n -> cells(
                                        n,
                                        "441200" + (50 + n % 8),
                                        java.time.LocalDateTime.of(2024, 1, 1, 0, 0)
                                                .plusHours(n / 8),
                                        p.oneIn(50) ? null : p.amount(90),
                                        p.amount(150),
                                        p.amount(200),
                                        20 + p.number(150))),
                        new DemoTable(
                                "kqzl_zd",
                                "空气质量监测站点",
                                List.of(
                                        "zdbh varchar(10) primary key // 站点编号",
                                        "zdmc varchar(60) // 站点名称",
                                        "jd numeric(9,6) // 经度",
                                        "wd numeric(8,6) // 纬度",
                                        "xzqh char(6) // 行政区划代码"),
                                8,
                                n -> cells(
                                        "441200" + (49 + n),
                                        p.pick(new String[] {"城中", "坑口", "睦岗", "七星岩", "鼎湖"}) + "子站" + n,
                                        "112.4" + (10000 + p.number(89999)),
                                        "23.0" + (10000 + p.number(89999)),
                                        p.region())),
                        new DemoTable(
                                "wry_qy",
                                "重点排污单位名录",
                                List.of(
                                        "tyshxydm varchar(18) primary key // 统一社会信用代码",
                                        "qymc varchar(100) // 企业名称",
                                        "hylb varchar(20) // 行业类别",
                                        "jlrq text // 建立日期"),
                                260,
                                // Three people entered it, each in their own way.
                                n -> cells(
                                        p.creditCode(),
                                        p.firm(),
                                        p.pick(new String[] {"陶瓷制造", "造纸", "电镀", "水泥"}),
                                        switch (n % 3) {
                                            case 0 -> p.day(2015, 2022).toString();
                                            case 1 ->
                                                p.day(2015, 2022).toString().replace("-", "/");
                                            default -> {
                                                var d = p.day(2015, 2022);
                                                yield d.getYear() + "年" + d.getMonthValue() + "月" + d.getDayOfMonth()
                                                        + "日";
                                            }
                                        }))));
    }

    private static Department resources() {
        People p = new People(5);
        return new Department(
                "市资源局",
                "zyj_budongchan",
                "不动产登记库",
                List.of(
                        new DemoTable(
                                "bdc_qlr",
                                "不动产权利人",
                                List.of(
                                        "bdcdyh varchar(28) // 不动产单元号",
                                        "qlrmc varchar(60) // 权利人名称",
                                        "zjhm text // 证件号码",
                                        "zl varchar(200) // 坐落",
                                        "mj numeric(10,2) // 建筑面积",
                                        "djsj date // 登记时间"),
                                2500,
                                // A spreadsheet on the way took the last digits.
                                n -> cells(
                                        "441202" + String.format("%06dGB%05dF%04d", n % 90, n, n % 40),
                                        p.name(),
                                        n % 40 == 0 ? "4.41202E+17" : p.residentId(),
                                        p.address(),
                                        p.amount(220),
                                        p.day(2016, 2024))),
                        new DemoTable(
                                "gd_dk",
                                "供地地块信息",
                                List.of(
                                        "dkbh varchar(20) primary key // 地块编号",
                                        "dkmc varchar(100) // 地块名称",
                                        "mj numeric(12,2) // 面积",
                                        "yt varchar(30) // 用途",
                                        "gdfs varchar(20) // 供地方式",
                                        "cjrq date // 成交日期"),
                                320,
                                n -> cells(
                                        "ZQ-" + String.format("%05d", n),
                                        "地块" + n,
                                        p.amount(90000),
                                        p.pick(new String[] {"住宅", "商服", "工业"}),
                                        p.pick(new String[] {"拍卖", "挂牌", "协议"}),
                                        p.day(2016, 2024)))));
    }

    private static Department tax() {
        People p = new People(8);
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

    private static Department duanzhou() {
        People p = new People(11);
        return new Department(
                "端州区",
                "dzq_minzheng",
                "民政救助库",
                List.of(
                        new DemoTable(
                                "shjz_dx",
                                "社会救助对象",
                                List.of(
                                        "id bigint primary key // 编号",
                                        "xm varchar(50) // 姓名",
                                        "sfzh varchar(18) // 身份证号",
                                        "jzlb varchar(20) // 救助类别",
                                        "jtrks int // 家庭人口数",
                                        "yjzje numeric(10,2) // 月救助金额",
                                        "cjlb varchar(20) // 残疾类别",
                                        "yhzh varchar(19) // 银行账号"),
                                600,
                                n -> cells(
                                        n,
                                        p.name(),
                                        p.residentId(),
                                        p.pick(new String[] {"低保", "特困", "临时救助"}),
                                        1 + p.number(6),
                                        p.amount(1500),
                                        p.oneIn(3) ? "肢体残疾" : null,
                                        p.bankCard())),
                        new DemoTable(
                                "sq_xx",
                                "社区信息",
                                List.of(
                                        "sqdm varchar(12) primary key // 社区代码",
                                        "sqmc varchar(60) // 社区名称",
                                        "dz varchar(200) // 办公地址",
                                        "dh varchar(20) // 办公电话"),
                                45,
                                n -> cells(
                                        "441202" + String.format("%06d", 1000 + n),
                                        p.pick(new String[] {"城东", "城西", "睦岗", "黄岗"}) + "第" + n + "社区",
                                        p.address(),
                                        "0758-" + (2200000 + p.number(99999)))),
                        Migrants.ofTheDistrict()));
    }

    private static List<@Nullable Object> cells(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
