"""Reads tables from files, runs a query on each, and writes the answers: {"version": ..., "answers": [[row, ...], ...]}."""

import json
import sys

from pyspark.sql import SparkSession

master, job_path, answer_path = sys.argv[1:]
spark = (
    SparkSession.builder.master(master)
    .appName("verify")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.shuffle.partitions", "2")
    .config("spark.sql.adaptive.enabled", "false")
    .config("spark.sql.codegen.wholeStage", "false")
    .config("spark.executor.memory", "512m")
    .config("spark.driver.host", "127.0.0.1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
job = json.load(open(job_path))
for table in job["tables"]:
    spark.read.schema(table["schema"]).json(table["file"]).createOrReplaceTempView(table["name"])
answers = [[json.loads(row) for row in spark.sql(sql).toJSON().collect()] for sql in job["queries"]]
executors = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
json.dump({"version": spark.version, "executors": len(executors) - 1, "answers": answers}, open(answer_path, "w"))
spark.stop()
