package org.shuguan.dataplane.demo;

import static org.shuguan.dataplane.demo.DemoDepartments.cells;

import java.util.List;
import org.shuguan.dataplane.demo.Department.DemoTable;

/// Departments with registers of places: air quality, water, parcels, houses.
final class LandDepartments {
    private LandDepartments() {}

    static Department environment() {
        RandomValues p = new RandomValues(6);
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
                                // The dates were entered in three notations.
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

    static Department resources() {
        RandomValues p = new RandomValues(5);
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
                                // A spreadsheet has rounded some numbers.
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
}
