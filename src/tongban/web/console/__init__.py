"""The console 运行台: what runs, what stands published, what the evidence says."""
