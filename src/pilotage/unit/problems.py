"""Everything that reading a register can complain of."""

from pilotage.base import Kind

CANNOT_OPEN = Kind.refusing(
    "R001",
    "register-cannot-open",
    ("The register {register} cannot be opened: {reason}.", "名录{register}无法打开：{reason}。"),
    ("Check its name.", "请检查文件名。"),
)
NO_LIST = Kind.refusing(
    "R002",
    "register-no-list",
    ("The register {register} has no list “units”.", "名录{register}中没有“units”列表。"),
    (
        "Write it after the stub that `pilotage units FILE -o stub.yaml` gives.",
        "请参照 pilotage units 文件 -o stub.yaml 生成的样例编写。",
    ),
)
NO_ID = Kind.refusing(
    "R003",
    "unit-without-id",
    (
        "Unit {place} of the register {register} has no id.",
        "名录{register}第{place}个单位没有编号（id）。",
    ),
    ("Give it one.", "请补上编号。"),
)
NO_NAME = Kind.refusing(
    "R004",
    "unit-without-name",
    (
        "Unit {unit} of the register {register} has no name.",
        "名录{register}中的单位{unit}没有名称。",
    ),
    ("Give it “zh” or “en”.", "请填写“zh”或“en”。"),
)
SAME_ID = Kind.refusing(
    "R005",
    "unit-id-twice",
    (
        "Two units of the register {register} have the id {unit}.",
        "名录{register}中有两个单位的编号都是{unit}。",
    ),
    ("Give each an id of its own.", "请使每个单位的编号各不相同。"),
)
NO_SUCH_PLACE = Kind.refusing(
    "R006",
    "register-no-such-place",
    (
        "The register {register} names the place “{said}”, which is no province or prefecture.",
        "名录{register}写明的地方“{said}”不是省级或地级行政区。",
    ),
    (
        "Write its full Chinese name, such as 大连市, or leave the line out.",
        "请写全称，如大连市，或者删去这一行。",
    ),
)
NO_COLUMN = Kind.refusing(
    "R007",
    "register-no-column",
    (
        "The first sheet of {register} has no column of names in its first row.",
        "工作簿{register}第一张表的首行没有名称列。",
    ),
    (
        "Head the columns zh, en, short_zh, short_en, names (or 单位名称, 英文名称, 简称, 别名).",
        "请将各列命名为“单位名称”“英文名称”“简称”“别名”等。",
    ),
)
