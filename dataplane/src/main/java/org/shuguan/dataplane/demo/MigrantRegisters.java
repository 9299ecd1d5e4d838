package org.shuguan.dataplane.demo;

import java.util.Arrays;
import java.util.List;
import org.shuguan.dataplane.demo.Department.DemoTable;

/// The same people in two offices: the police registers arrivals, and the district keeps a list of most of them
/// with other column names and a few people unknown to the police. It is the example for one number, one source
/// 一数一源.
final class MigrantRegisters {
    private static final int REGISTERED = 1200;
    private static final int LISTED = 800;

    private MigrantRegisters() {}

    static DemoTable ofThePolice() {
        List<String> numbers = numbers();
        RandomValues p = new RandomValues(32);
        return new DemoTable(
                "t_ldrk",
                "流动人口登记信息",
                List.of(
                        "djbh bigint primary key // 登记编号",
                        "gmsfhm varchar(18) // 公民身份号码",
                        "xm varchar(60) // 姓名",
                        "zzdz varchar(200) // 暂住地址",
                        "djrq date // 登记日期"),
                REGISTERED,
                n -> Arrays.asList(n, numbers.get(n - 1), p.name(), p.address(), p.day(2020, 2024)));
    }

    static DemoTable ofTheDistrict() {
        List<String> numbers = numbers();
        RandomValues p = new RandomValues(33);
        return new DemoTable(
                "ldrk_tz",
                "外来人员台账",
                List.of(
                        "xh int primary key // 序号",
                        "rymc varchar(50) // 人员名称",
                        "zjhm varchar(20) // 证件号码",
                        "jzd varchar(200) // 居住地",
                        "tbrq date // 填表日期"),
                LISTED,
                // Every 16th person is not registered with the police.
                n -> Arrays.asList(
                        n,
                        p.name(),
                        n % 16 == 0 ? p.residentId() : numbers.get(n - 1),
                        p.oneIn(4) ? null : p.address(),
                        p.day(2019, 2022)));
    }

    private static List<String> numbers() {
        RandomValues p = new RandomValues(31);
        return java.util.stream.IntStream.range(0, REGISTERED)
                .mapToObj(n -> p.residentId())
                .toList();
    }
}
