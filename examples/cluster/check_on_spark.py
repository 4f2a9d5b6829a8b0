"""Check a corpus on a Spark cluster: ``spark-submit check_on_spark.py CORPUS FINDINGS [RULE...]``.

CORPUS is Parquet in the columns of `govdisclosure.columns`, one file or a folder of them, as `govdisclosure convert`
writes it; FINDINGS is the folder that the findings are written to, as Parquet, by the executors. RULE is a code or the
beginning of one; without, all rules are asked. Nothing is collected: this program only says what is to be done, so
neither the reports nor the findings have to fit on the machine it runs on.
"""

import sys
from typing import TYPE_CHECKING

from pyspark.sql import SparkSession

from govdisclosure.checks.bulk import check_table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def main(corpus: str, findings: str, *rules: str) -> None:
    spark = SparkSession.builder.appName("govdisclosure").getOrCreate()
    result = check_table(spark.read.parquet(corpus), select=rules)
    for code, reason in result.absent.items():
        print(f"{code} is not asked: {reason.en}")
    found: DataFrame = result.findings.to_native()
    found.write.parquet(findings)
    counts = spark.read.parquet(findings).groupBy("code", "outcome").count()
    counts.orderBy("code", "outcome").show(100, truncate=False)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
