print("checkbridge")
