package org.shuguan.dataplane.demo;

import static org.shuguan.dataplane.demo.DemoDepartments.cells;

import java.util.List;
import org.shuguan.dataplane.demo.Department.DemoTable;

/// Departments with registers of people: police, schools, the social relief of a district.
final class PeopleDepartments {
    private PeopleDepartments() {}

    static Department publicSecurity() {
        RandomValues p = new RandomValues(3);
        String[] last = {p.residentId()};
        return new Department(
                "市公安局",
                "gaj_renkou",
                "人口管理库",
                List.of(
                        // Every 100th person occurs twice.
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
                                        // Nobody has said what the codes mean.
                                        "zt char(1)"),
                                1200,
                                n -> cells(
                                        n,
                                        "粤H" + String.format("%05d", p.number(100000)),
                                        p.name(),
                                        p.day(2010, 2024),
                                        p.pick(new String[] {"1", "2", "3"}))),
                        MigrantRegisters.ofThePolice()));
    }

    static Department education() {
        RandomValues p = new RandomValues(2);
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
                                        "xbm char(1) // 性别码（1男 2女）",
                                        "jtzz varchar(200) // 家庭住址",
                                        "jhrdh varchar(20) // 监护人联系电话",
                                        "xxdm varchar(10) // 学校代码"),
                                2000,
                                // Test records that were never deleted.
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

    static Department duanzhou() {
        RandomValues p = new RandomValues(11);
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
                        MigrantRegisters.ofTheDistrict()));
    }

    /// A bureau of a district.
    static Department duanzhouHealth() {
        RandomValues p = new RandomValues(1101);
        return new Department(
                "端州区卫健局",
                "dzws_jczl",
                "基层诊疗库",
                List.of(
                        new DemoTable(
                                "yljg",
                                "医疗机构执业登记",
                                List.of(
                                        "djh varchar(22) primary key // 登记号",
                                        "jgmc varchar(100) // 机构名称",
                                        "tyshxydm varchar(18) // 统一社会信用代码",
                                        "jglb varchar(30) // 机构类别",
                                        "dz varchar(200) // 地址",
                                        "dh varchar(20) // 联系电话",
                                        "zcrq date // 注册日期"),
                                80,
                                n -> cells(
                                        "PDY" + String.format("%05d", 60000 + n) + "441202D1",
                                        "端州区第" + n + p.pick(new String[] {"门诊部", "卫生服务站", "诊所"}),
                                        p.creditCode(),
                                        p.pick(new String[] {"社区卫生服务站", "诊所", "门诊部"}),
                                        p.address(),
                                        p.oneIn(6) ? null : "0758-" + (2200000 + p.number(99999)),
                                        p.day(2005, 2023))),
                        new DemoTable(
                                "jz_yy",
                                "预防接种预约",
                                List.of(
                                        "yybh bigint primary key // 预约编号",
                                        "etxm varchar(50) // 儿童姓名",
                                        "csrq date // 出生日期",
                                        "ymmc varchar(40) // 疫苗名称",
                                        "jhrdh varchar(20) // 监护人电话",
                                        "yyrq date // 预约日期"),
                                500,
                                n -> cells(
                                        n,
                                        p.name(),
                                        p.day(2019, 2023),
                                        p.pick(new String[] {"乙肝疫苗", "百白破疫苗", "麻腮风疫苗", "水痘疫苗"}),
                                        p.oneIn(10) ? null : p.mobile(),
                                        p.day(2024, 2025)))));
    }
}
